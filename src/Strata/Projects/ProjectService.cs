using Strata.Database;
using Strata.Entities;
using Strata.Ledger;
using Strata.Projects.Filtering;
using Strata.Schemas;

namespace Strata.Projects;

/// <summary>Decides about projects: each change is a decision, and the rows follow from it.</summary>
internal sealed class ProjectService(IDatabase database, LedgerServices services)
{
    public const int MaxSources = 1_000;
    private const int MaxName = 200;
    private const int MaxDescription = 2_000;

    public Task<ProjectChange> CreateAsync(UserId user, string actor, CreateProject request, CancellationToken ct) =>
        WriteAsync(
            user,
            request.IdempotencyKey,
            Receipts.RequestHash("create_project", request),
            async session =>
            {
                var payload = new ProjectPayload
                {
                    Name = NameOf(request.Name),
                    Description = DescriptionOf(request.Description ?? ""),
                    Prompt = PromptOf(PromptSyntax.Read(request.Prompt)),
                };
                await RefuseTakenAsync(session, payload.Name ?? "", except: 0);
                return await DecideAsync(session, null, DecisionKind.CreateProject, payload, By(actor, request.Decision()));
            },
            ct
        );

    public Task<ProjectChange> ChangeAsync(UserId user, string actor, UpdateProject request, CancellationToken ct) =>
        WriteAsync(
            user,
            request.IdempotencyKey,
            Receipts.RequestHash("update_project", request),
            async session =>
            {
                var project = await ActiveAsync(session, request.ProjectId);
                var (name, description, prompt) = (
                    request.Name is { } named ? NameOf(named) : project.Name,
                    request.Description is { } told ? DescriptionOf(told) : project.Description,
                    request.Prompt is { } said ? PromptSyntax.Read(said) : project.Prompt
                );
                if (name == project.Name && description == project.Description && prompt == project.Prompt)
                {
                    return await UnchangedAsync(session, project);
                }
                await RefuseTakenAsync(session, name, project.ProjectNo);
                return await DecideAsync(
                    session,
                    project,
                    DecisionKind.ChangeProject,
                    Renaming(project, name, description, prompt),
                    By(actor, request.Decision())
                );
            },
            ct
        );

    public Task<ProjectChange> DeleteAsync(UserId user, string actor, DeleteProject request, CancellationToken ct) =>
        WriteAsync(
            user,
            request.IdempotencyKey,
            Receipts.RequestHash("delete_project", request),
            async session =>
            {
                var project = await ActiveAsync(session, request.ProjectId);
                return await DecideAsync(session, project, DecisionKind.DeleteProject, new(), By(actor, request.Decision()));
            },
            ct
        );

    /// <summary>Deletes a project within the caller's transaction, if there is one.</summary>
    public static async Task DeleteAsync(LedgerSession session, long projectNo, string actor, string? reason)
    {
        var project = await ProjectRecord.FindAsync(session.Transaction, Ids.Project(projectNo));
        if (!project.IsDeleted)
        {
            await DecideAsync(session, project, DecisionKind.DeleteProject, new(), new Decision("") { Actor = actor, Reason = reason });
        }
    }

    public Task<ProjectChange> AddAsync(UserId user, string actor, ProjectSources request, CancellationToken ct) =>
        MoveAsync(user, actor, DecisionKind.AddToProject, request, ct);

    public Task<ProjectChange> RemoveAsync(UserId user, string actor, ProjectSources request, CancellationToken ct) =>
        MoveAsync(user, actor, DecisionKind.RemoveFromProject, request, ct);

    /// <summary>Undoes decisions about projects that still determine something.</summary>
    public DecisionUndoing Undoing =>
        new(
            database,
            services,
            ProjectHistory.IsOfProject,
            async (session, decision, by) =>
            {
                var done = await UndoAsync(session, decision, by);
                return new DecisionResult
                {
                    Id = Ids.Decision(done.Seq),
                    Kind = EnumNames.Parse<HistoryKind>(done.Kind),
                    Seq = done.Seq,
                };
            }
        );

    private static async Task<DecisionRecord> UndoAsync(LedgerSession session, DecisionRecord decision, Decision by)
    {
        var (tx, seq, id) = (session.Transaction, decision.Seq, Ids.Decision(decision.Seq));
        var project = await ProjectRecord.FindAsync(tx, Ids.Project(decision.Target));
        var undoing = new ProjectPayload { Undoes = id };
        switch (decision.Kind)
        {
            case DecisionKind.ChangeProject when project.NamedSeq == seq && ProjectPayload.Of(decision).Before is { } before:
                await RefuseTakenAsync(session, before.Name ?? "", project.ProjectNo);
                var back = Renaming(project, before.Name, before.Description, before.Prompt is { } p ? PromptSyntax.Read(p) : null) with
                {
                    Undoes = id,
                };
                return (await AppendAsync(session, project, DecisionKind.ChangeProject, back, by)).Decision;
            case DecisionKind.CreateProject or DecisionKind.RestoreProject when project.StateSeq == seq:
                return (await AppendAsync(session, project, DecisionKind.DeleteProject, undoing, by)).Decision;
            case DecisionKind.DeleteProject when project.StateSeq == seq:
                await RefuseTakenAsync(session, project.Name, project.ProjectNo);
                return (await AppendAsync(session, project, DecisionKind.RestoreProject, undoing, by)).Decision;
            case DecisionKind.AddToProject or DecisionKind.RemoveFromProject:
                var still = await tx.QueryAsync<long>(
                    "select source_no from project_sources where user_id = @user and project_no = @no and seq = @seq order by source_no",
                    new { no = project.ProjectNo, seq }
                );
                if (still.Count > 0)
                {
                    var kind = decision.Kind == DecisionKind.AddToProject ? DecisionKind.RemoveFromProject : DecisionKind.AddToProject;
                    return (await AppendAsync(session, project, kind, undoing with { Sources = still }, by)).Decision;
                }
                break;
        }
        throw DecisionUndoing.Superseded(seq);
    }

    private Task<ProjectChange> MoveAsync(UserId user, string actor, string kind, ProjectSources request, CancellationToken ct) =>
        WriteAsync(
            user,
            request.IdempotencyKey,
            Receipts.RequestHash(kind, request),
            async session =>
            {
                await session.FlushAsync();
                var project = await ActiveAsync(session, request.ProjectId);
                var asked = await SourcesAsync(session, request);
                var within = await session.Transaction.QueryAsync<long>(
                    """
                    select source_no from project_sources
                    where user_id = @user and project_no = @no and is_member = 1 and source_no IN_LIST(@asked)
                    """,
                    new { no = project.ProjectNo, asked }
                );
                var moved = kind == DecisionKind.AddToProject ? asked.Except(within).ToList() : [.. asked.Intersect(within)];
                return moved.Count == 0
                    ? await UnchangedAsync(session, project)
                    : await DecideAsync(session, project, kind, new() { Sources = moved }, By(actor, request.Decision()));
            },
            ct
        );

    /// <summary>Returns the numbers of the sources that a request names, with their members if it asks for those.</summary>
    private static async Task<List<long>> SourcesAsync(LedgerSession session, ProjectSources request)
    {
        var ids = request.SourceIds.Distinct(StringComparer.Ordinal).ToList();
        if (ids.Count is 0 or > MaxSources)
        {
            throw new StrataException(ErrorCode.InvalidContent, $"Name 1 to {MaxSources} sources at once; got {ids.Count}.");
        }
        var rows = await session.Transaction.QueryAsync<SourceRecord>(
            $"select {SourceRecord.Columns} from sources where user_id = @user and source_id IN_LIST(@ids)",
            new { ids }
        );
        if (ids.Except(rows.Select(r => r.SourceId), StringComparer.Ordinal).FirstOrDefault() is { } missing)
        {
            throw new StrataException(ErrorCode.SourceNotFound, $"There is no source '{missing}'.");
        }
        var all = new SortedSet<long>(rows.Select(r => r.SourceNo));
        for (var next = all.ToList(); request.WithMembers && next.Count > 0; )
        {
            var within = await session.Transaction.QueryAsync<long>(
                "select distinct source_no from source_links where user_id = @user and parent_no IN_LIST(@next) limit @most",
                new { next, most = MaxSources + 1L }
            );
            next = [.. within.Where(all.Add)];
            if (all.Count > MaxSources)
            {
                throw new StrataException(
                    ErrorCode.InvalidContent,
                    $"With their members these are more than {MaxSources} sources: name fewer at once, or the members (list_members)."
                );
            }
        }
        return [.. all];
    }

    private static ProjectPayload Renaming(ProjectRecord project, string? name, string? description, string? prompt) =>
        new()
        {
            Name = name,
            Description = description,
            Prompt = PromptOf(prompt ?? (project.Prompt is null ? null : "{}")),
            Before = new()
            {
                Name = project.Name,
                Description = project.Description,
                Prompt = PromptOf(project.Prompt),
            },
        };

    private static JsonElement? PromptOf(string? json) => json is null ? null : JsonText.Element(json);

    private static async Task<ProjectChange> DecideAsync(
        LedgerSession session,
        ProjectRecord? project,
        string kind,
        ProjectPayload payload,
        Decision by
    )
    {
        var (decision, after) = await AppendAsync(session, project, kind, payload, by);
        return await UnchangedAsync(session, after) with
        {
            DecisionId = Ids.Decision(decision.Seq),
            Seq = decision.Seq,
            Changed = payload.Sources?.Count ?? 0,
        };
    }

    /// <summary>Appends a decision about a project, and makes the rows from it.</summary>
    private static async Task<(DecisionRecord Decision, ProjectRecord Project)> AppendAsync(
        LedgerSession session,
        ProjectRecord? project,
        string kind,
        ProjectPayload payload,
        Decision by
    )
    {
        var json = payload.ToJson();
        var target = project?.ProjectNo ?? session.Seq + 1;
        var (seq, at) = session.Decide(by with { Kind = kind, TargetSeq = target, Payload = json });
        var decision = new DecisionRecord(seq, kind, null, null, target, json, by.Actor, by.Reason, at);
        var after = ProjectHistory.After(project, decision);
        await ProjectHistory.WriteAsync(session.Transaction, [after], [.. ProjectHistory.MembershipsOf(decision)]);
        return (decision, after);
    }

    private static async Task<ProjectChange> UnchangedAsync(LedgerSession session, ProjectRecord project) =>
        new() { Project = (await ProjectQueries.ViewsAsync(session.Transaction, [project]))[0] };

    /// <exception cref="StrataException">PROJECT_NOT_FOUND; CONFLICT: it is deleted.</exception>
    private static async Task<ProjectRecord> ActiveAsync(LedgerSession session, string id) =>
        await ProjectRecord.FindAsync(session.Transaction, id) is { IsDeleted: false } project
            ? project
            : throw new StrataException(ErrorCode.Conflict, $"Project '{id}' is deleted: retract the decision that deleted it.");

    private static async Task RefuseTakenAsync(LedgerSession session, string name, long except)
    {
        var other = await session.Transaction.QueryFirstOrDefaultAsync<long?>(
            "select project_no from projects where user_id = @user and name_key = @key and project_no <> @except",
            new { key = ProjectRecord.KeyOf(name), except }
        );
        if (other is { } no)
        {
            throw new StrataException(ErrorCode.Conflict, $"Project '{Ids.Project(no)}' is already called '{name}'.");
        }
    }

    private static string NameOf(string name) =>
        name.Trim() is { Length: > 0 and <= MaxName } trimmed && !trimmed.Any(char.IsControl) && Ids.Number("prj_", trimmed) is null
            ? trimmed
            : throw new StrataException(
                ErrorCode.InvalidContent,
                $"A project's name has 1 to {MaxName} characters on one line, and not the form of an id (prj_1)."
            );

    private static string DescriptionOf(string description) =>
        description.Length <= MaxDescription
            ? description
            : throw new StrataException(
                ErrorCode.InvalidContent,
                $"A project's description has at most {MaxDescription} characters; this one has {description.Length}."
            );

    private static Decision By(string actor, DecisionRequest request) => new("") { Actor = actor, Reason = request.Reason };

    private Task<ProjectChange> WriteAsync(
        UserId user,
        string? key,
        string requestHash,
        Func<LedgerSession, Task<ProjectChange>> decide,
        CancellationToken ct
    ) =>
        database.WriteAsync(
            user,
            async tx =>
            {
                var session = await LedgerSession.OpenAsync(tx, services);
                if (await Receipts.FindAsync<ProjectChange>(session, key, requestHash) is { } known)
                {
                    return known;
                }
                var change = await decide(session);
                Receipts.Keep(session, key, requestHash, change);
                return change;
            },
            ct
        );
}
