"""`eh import mspdi`: a plan from the file of Microsoft Project."""

from __future__ import annotations

from pathlib import Path

import click

from earlyhelp.dates.bank_holidays import NATIONS

from .exits import Exit
from .options import Named, format_option
from .taking import refuse_taken


@click.command(
    "mspdi", epilog="Example: eh import mspdi redesign.xml --nation england -o our-redesign"
)
@click.argument("file", type=Named(path_type=Path))
@click.option(
    "--nation",
    type=click.Choice(NATIONS, case_sensitive=False),
    required=True,
    help="Whose bank holidays.",
)
@click.option("--title", metavar="TEXT", help="What the plan is for; else as the file says.")
@click.option(
    "-o",
    "--output",
    type=Named(path_type=Path),
    metavar="FOLDER",
    help="Where to write the plan; else a folder here, named like FILE.",
)
@click.option("--kept", "with_kept", is_flag=True, help="List what was kept, too.")
@click.option("--strict", is_flag=True, help="Write nothing unless all of it is kept.")
@click.option("--dry-run", is_flag=True, help="Say what it would write, and write nothing.")
@format_option("text", "json")
def mspdi(
    file: Path,
    nation: str,
    title: str | None,
    output: Path | None,
    with_kept: bool,
    strict: bool,
    dry_run: bool,
    form: str,
) -> Exit:
    """Make a plan from FILE, the project of another tool.

    The XML of Microsoft Project is called MSPDI; others save it too, and a file of ProjectLibre
    has it inside. Files of Project itself (.mpp, .mpx), of Primavera P6 (.xer, XML), Asta and
    others take Java and one more package: pip install "earlyhelp[mpxj]". What a file is, it
    shows itself; its name does not matter.

    Tasks become stages, tasks that take no time milestones, and summaries the first parts of
    their ids. A task begins on its first day and ends on its last, as Project shows them.

    The report counts every task, link, constraint and date that was kept, changed, or cannot
    be said in a plan, and compares the earliest and latest days of the plan with the early
    and late ones that the file has stored. With --strict, anything that was not kept, or a
    day that differs, exits with 1 and nothing is written.
    """
    from earlyhelp.exchange.draft import plan_yaml
    from earlyhelp.exchange.importing import imported
    from earlyhelp.exchange.recheck import recheck
    from earlyhelp.files.baselines import as_bytes, file_of
    from earlyhelp.files.load import parse
    from earlyhelp.files.locate import PLAN_FILE
    from earlyhelp.files.plan_copy import write_new_folder
    from earlyhelp.files.projects.project import load_project
    from earlyhelp.model.new_plan import IGNORED
    from earlyhelp.outputs.exchanged import ImportReport, as_json, lines

    project = load_project(file)
    if not any(not task.is_summary for task in project.tasks):
        raise click.UsageError(f"{file} has no task: nothing was written")
    target = output or Path(file.stem)
    refuse_taken(target)
    made = imported(project, nation=nation, title=title)
    text = plan_yaml(made.draft).encode()
    found = recheck(parse(text, name=str(target)), made, project)
    report = ImportReport(
        file=project.file,
        form=project.form,
        target=str(target),
        title=made.draft.title,
        items=made.items,
        recheck=found,
    )
    click.echo(as_json(report) if form == "json" else "\n".join(lines(report, with_kept=with_kept)))
    if strict and not report.is_lossless:
        click.echo("not everything is kept, so nothing was written", err=True)
        return Exit.ERRORS
    if dry_run:
        click.echo("dry run: nothing was written", err=True)
        return Exit.FINE
    files = {PLAN_FILE: text, ".gitignore": IGNORED.encode()}
    files |= {file_of(kept.name): as_bytes(kept) for kept in made.baselines}
    write_new_folder(target, files)
    click.echo(f"written: {target}", err=True)
    return Exit.FINE
