using Spectre.Console;
using Strata.Cli.Output;

namespace Strata.Cli.Projects;

/// <summary>Prints projects, what is in them, and what was decided about them.</summary>
internal static class ProjectConsoleView
{
    public static void Show(IAnsiConsole console, IReadOnlyList<ProjectView> projects)
    {
        var listing = new ConsoleTable(console, "id", "name", "#sources", "state", "changed", "description");
        foreach (var p in projects)
        {
            listing.Row(
                p.ProjectId,
                p.Name,
                Values.Count(p.SourceCount),
                p.State.Name(),
                Values.Show(p.UpdatedAt),
                Terminal.Short(p.Description ?? "", 80)
            );
        }
        listing.Write("No projects. Create one with strata projects create NAME.");
    }

    public static void Show(IAnsiConsole console, ProjectView project)
    {
        var state = project.State == ProjectState.Deleted ? " (deleted)" : "";
        console.WriteLine(
            $"{project.ProjectId}  {Terminal.Safe(project.Name)}{state}, {Values.Count(project.SourceCount, "source", "sources")}"
        );
        if (project.Description is { } description)
        {
            console.WriteLine($"  {Terminal.Safe(description)}");
        }
        if (project.Counts is { } counts)
        {
            console.WriteLine(
                $"  {ByteSize.Show(counts.Bytes)}, {Values.Count(counts.Documents, "document", "documents")}, {Values.Count(counts.Blocks, "block", "blocks")}, "
                    + $"{Values.Count(counts.Observations, "observation", "observations")} of {Values.Count(counts.Entities, "entity", "entities")}"
            );
            var states = counts.Sources.Select(s => $"{s.Value} {s.Key}");
            if (counts.Uninterpreted > 0)
            {
                states = states.Append($"{counts.Uninterpreted} not interpreted");
            }
            console.WriteLine($"  sources: {string.Join(", ", states.DefaultIfEmpty("none"))}; {counts.Exclusive} in no other project");
        }
    }

    public static void Show(IAnsiConsole console, IReadOnlyList<ProjectSourceView> sources)
    {
        var listing = new ConsoleTable(console, "id", "file", "#size", "#documents", "#blocks", "run", "state", "#observations");
        foreach (var s in sources)
        {
            listing.Row(
                s.SourceId,
                s.FileName,
                ByteSize.Show(s.ByteSize),
                Values.Count(s.Documents),
                Values.Count(s.Blocks),
                s.RunId,
                s.Status?.Name(),
                Values.Count(s.Observations)
            );
        }
        listing.Write("No sources. Add some with strata projects add PROJECT SOURCE, or strata ingest PATH --project PROJECT.");
    }

    public static void Show(IAnsiConsole console, ProjectChange change)
    {
        console.WriteLine(
            change.DecisionId is { } id
                ? $"{id}{(change.Changed > 0 ? $", {Values.Count(change.Changed, "source", "sources")}" : "")} (undo: strata retract {id})"
                : "Nothing changed."
        );
        Show(console, change.Project);
    }
}
