using System.CommandLine;
using Strata.Cli.Erasure;
using Strata.Cli.Output;

namespace Strata.Cli.Projects;

/// <summary>Groups sources in projects.</summary>
internal static class ProjectsVerb
{
    private static readonly Argument<string> Project = new("PROJECT") { Description = "Project id (prj_…) or name" };
    private static readonly Argument<string> Name = new("NAME") { Description = "Name; unique among your projects" };
    private static readonly Argument<string[]> Sources = new("SOURCE")
    {
        Description = "Source ids: src_…",
        Arity = ArgumentArity.OneOrMore,
    };
    private static readonly Option<string?> NewName = new("--name") { HelpName = "NAME", Description = "New name" };
    private static readonly Option<string?> Description = new("--description") { HelpName = "TEXT", Description = "What it is for" };
    private static readonly Option<bool> WithMembers = new("--with-members")
    {
        Description = "Also the sources inside these: files of a ZIP, attachments of a mail",
    };
    private static readonly Option<bool> WithSources = new("--with-sources")
    {
        Description = "Also erase, for good, its sources that no other project holds, with all that was read from them",
    };
    private static readonly Option<bool> Deleted = new("--include-deleted") { Description = "Include deleted projects" };

    public static Command Create() =>
        new Command("projects", "Group sources in projects, and list what is in them")
        {
            new Command("list", "List projects, newest first") { Deleted }
                .Pages()
                .Runs(ListAsync),
            new Command("show", "Show a project: counts, and its sources with their states") { Project }
                .Pages()
                .Runs(ShowAsync),
            new Command("create", "Create a project")
            {
                Name,
                Description,
                PromptOption.File,
                SharedOptions.Reason,
                SharedOptions.IdempotencyKey,
            }.Runs(CreateAsync),
            new Command("update", "Rename or describe a project")
            {
                Project,
                NewName,
                Description,
                PromptOption.File,
                SharedOptions.Reason,
                SharedOptions.IdempotencyKey,
            }.Runs(UpdateAsync),
            new Command("add", "Add sources to a project")
            {
                Project,
                Sources,
                WithMembers,
                SharedOptions.Reason,
                SharedOptions.IdempotencyKey,
            }.Runs((call, ct) => MoveAsync(call, (s, request) => s.Projects.AddAsync(request, ct), ct)),
            new Command("remove", "Take sources out of a project; the sources stay")
            {
                Project,
                Sources,
                WithMembers,
                SharedOptions.Reason,
                SharedOptions.IdempotencyKey,
            }.Runs((call, ct) => MoveAsync(call, (s, request) => s.Projects.RemoveAsync(request, ct), ct)),
            new Command("delete", "Delete a project; its sources stay unless --with-sources")
            {
                Project,
                WithSources,
                Yes.Option,
                SharedOptions.Reason,
                SharedOptions.IdempotencyKey,
            }.Runs(DeleteAsync),
        };

    private static async Task ListAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        await call.Out.ManyAsync(
            call.FollowAsync(page =>
                strata.Projects.ListAsync(
                    new ListProjects
                    {
                        IncludeDeleted = call.Get(Deleted),
                        Limit = page.Limit,
                        Cursor = page.Cursor,
                    },
                    ct
                )
            ),
            ProjectConsoleView.Show
        );
    }

    private static async Task ShowAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        var project = await strata.Projects.GetAsync(call.Get(Project), ct);
        call.Out.One(project, ProjectConsoleView.Show);
        if (!call.Out.IsJson)
        {
            await call.Out.ManyAsync(
                call.FollowAsync(page =>
                    strata.Projects.ListSourcesAsync(
                        new ListProjectSources
                        {
                            ProjectId = project.ProjectId,
                            Limit = page.Limit,
                            Cursor = page.Cursor,
                        },
                        ct
                    )
                ),
                ProjectConsoleView.Show
            );
        }
    }

    private static async Task CreateAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        var request = new CreateProject
        {
            Name = call.Get(Name),
            Description = call.Get(Description),
            Prompt = await call.PromptAsync(ct),
            Reason = call.Get(SharedOptions.Reason),
            IdempotencyKey = call.Get(SharedOptions.IdempotencyKey),
        };
        call.Out.One(await strata.Projects.CreateAsync(request, ct), ProjectConsoleView.Show);
    }

    private static async Task UpdateAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        var request = new UpdateProject
        {
            ProjectId = call.Get(Project),
            Name = call.Get(NewName),
            Description = call.Get(Description),
            Prompt = await call.PromptAsync(ct),
            Reason = call.Get(SharedOptions.Reason),
            IdempotencyKey = call.Get(SharedOptions.IdempotencyKey),
        };
        call.Out.One(await strata.Projects.UpdateAsync(request, ct), ProjectConsoleView.Show);
    }

    private static async Task MoveAsync(CommandContext call, Func<IStrata, ProjectSources, Task<ProjectChange>> move, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        var request = new ProjectSources
        {
            ProjectId = call.Get(Project),
            SourceIds = call.Get(Sources),
            WithMembers = call.Get(WithMembers),
            Reason = call.Get(SharedOptions.Reason),
            IdempotencyKey = call.Get(SharedOptions.IdempotencyKey),
        };
        call.Out.One(await move(strata, request), ProjectConsoleView.Show);
    }

    private static async Task DeleteAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        var project = await strata.Projects.GetAsync(call.Get(Project), ct);
        if (call.Get(WithSources))
        {
            var scope = new ErasureScope { Project = project.ProjectId };
            var preview = await strata.Erasures.PreviewAsync(scope, ct);
            foreach (var line in ErasureConsoleView.Lines(preview))
            {
                call.Out.Note(line);
            }
            call.Confirm($"This deletes '{project.Name}' and erases for good what it holds.");
            var request = new ErasePart
            {
                Project = project.ProjectId,
                Confirm = preview.Confirm,
                Reason = call.Get(SharedOptions.Reason),
            };
            var receipt = await ProgressLine.RunAsync(
                call.Environment,
                "erase",
                progress => strata.Erasures.EraseAsync(request, progress, ct)
            );
            call.Out.One(receipt, ErasureConsoleView.Show);
            return;
        }
        call.Confirm($"This deletes '{project.Name}'; its {Values.Count(project.SourceCount, "source stays", "sources stay")}.");
        var deleted = await strata.Projects.DeleteAsync(
            new DeleteProject
            {
                ProjectId = project.ProjectId,
                Reason = call.Get(SharedOptions.Reason),
                IdempotencyKey = call.Get(SharedOptions.IdempotencyKey),
            },
            ct
        );
        call.Out.One(deleted, ProjectConsoleView.Show);
    }
}
