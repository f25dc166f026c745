import java.io.File;
import org.mpxj.ProjectFile;
import org.mpxj.Task;
import org.mpxj.cpm.MicrosoftScheduler;
import org.mpxj.mspdi.MSPDIReader;
import org.mpxj.mspdi.MSPDIWriter;

/** Reads files in Microsoft Project's XML form, schedules and writes them, and says their days. */
public class Scheduled {
    public static void main(String[] names) throws Exception {
        for (String name : names) {
            ProjectFile project = new MSPDIReader().read(new File(name));
            new MicrosoftScheduler().schedule(project, project.getProjectProperties().getStartDate());
            new MSPDIWriter().write(project, new File(name + ".written"));
            for (Task task : project.getTasks()) {
                if (task.getUniqueID() == 0 || task.hasChildTasks()) {
                    continue;
                }
                System.out.println(String.join(",", new File(name).getName(), task.getText(1),
                    task.getEarlyStart().toString(), task.getEarlyFinish().toString(),
                    task.getLateStart().toString(), task.getLateFinish().toString()));
            }
        }
    }
}
