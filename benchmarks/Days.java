import java.io.File;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.mpxj.ProjectFile;
import org.mpxj.Task;
import org.mpxj.cpm.MicrosoftScheduler;
import org.mpxj.mspdi.MSPDIReader;

/** Schedules a project in Microsoft Project's XML form, and writes the early and late days. */
public class Days {
    public static void main(String[] names) throws Exception {
        ProjectFile project = new MSPDIReader().read(new File(names[0]));
        new MicrosoftScheduler().schedule(project, project.getProjectProperties().getStartDate());
        try (PrintWriter out = new PrintWriter(names[1], StandardCharsets.UTF_8)) {
            for (Task task : project.getTasks()) {
                if (task.getText(1) != null) {
                    out.println(task.getText(1) + "," + task.getEarlyStart() + "," + task.getLateStart());
                }
            }
        }
    }
}
