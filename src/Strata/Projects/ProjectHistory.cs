using System.Text.Json.Serialization;
using Strata.Database;
using Strata.Ledger;
using Strata.Projects.Filtering;

namespace Strata.Projects;

/// <summary>What a decision about a project changes; the payload of its row.</summary>
internal sealed record ProjectPayload
{
    public string? Name { get; init; }
    public string? Description { get; init; }

    /// <summary>Without parts: there is none.</summary>
    public JsonElement? Prompt { get; init; }

    /// <summary>Name, description and prompt before the change.</summary>
    public ProjectPayload? Before { get; init; }

    /// <summary>Numbers of the sources that go in or out.</summary>
    public IReadOnlyList<long>? Sources { get; init; }

    /// <summary>The decision that this one undoes.</summary>
    public string? Undoes { get; init; }

    public string ToJson() => CanonicalJson.Of(JsonSerializer.SerializeToElement(this, ProjectPayloadJson.Default.ProjectPayload));

    public static ProjectPayload Of(DecisionRecord decision) =>
        JsonSerializer.Deserialize(decision.Payload, ProjectPayloadJson.Default.ProjectPayload)
        ?? throw new InvalidDataException($"Decision {decision.Seq} has no payload.");
}

[JsonSerializable(typeof(ProjectPayload))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
internal sealed partial class ProjectPayloadJson : JsonSerializerContext;

/// <summary>A row of <c>project_sources</c>.</summary>
/// <param name="Seq">The decision that last put the source in or took it out.</param>
internal sealed record Membership(long ProjectNo, long SourceNo, long Seq, long IsMember);

/// <summary>A project with its memberships in the order of their sources; null: there is none.</summary>
internal sealed record StoredProject(ProjectRecord? Project, IReadOnlyList<Membership> Memberships);

/// <summary>Makes the rows of projects from the decisions about them, each in turn (docs/adr/0051-projects.md).</summary>
internal static class ProjectHistory
{
    private static readonly string[] Kinds =
    [
        DecisionKind.CreateProject,
        DecisionKind.ChangeProject,
        DecisionKind.DeleteProject,
        DecisionKind.RestoreProject,
        DecisionKind.AddToProject,
        DecisionKind.RemoveFromProject,
    ];

    public static readonly BulkTable Projects = TableOf("projects");

    public static readonly BulkTable Memberships = TableOf("project_sources");

    public static bool IsOfProject(string kind) => Kinds.Contains(kind, StringComparer.Ordinal);

    /// <summary>Returns the project after a decision about it.</summary>
    /// <param name="before">Null for the decision that creates it.</param>
    public static ProjectRecord After(ProjectRecord? before, DecisionRecord decision)
    {
        var payload = ProjectPayload.Of(decision);
        if (decision.Kind == DecisionKind.CreateProject)
        {
            var name = payload.Name ?? "";
            return new ProjectRecord(
                decision.Seq,
                name,
                ProjectRecord.KeyOf(name),
                payload.Description ?? "",
                ProjectRecord.Active,
                decision.Seq,
                decision.Seq,
                decision.RecordedAt,
                decision.RecordedAt,
                PromptOf(payload)
            );
        }
        var project = before ?? throw new InvalidDataException($"Decision {decision.Seq} is about a project that was never created.");
        project = project with { UpdatedAt = decision.RecordedAt };
        return decision.Kind switch
        {
            DecisionKind.ChangeProject => project with
            {
                Name = payload.Name ?? project.Name,
                NameKey = ProjectRecord.KeyOf(payload.Name ?? project.Name),
                Description = payload.Description ?? project.Description,
                Prompt = payload.Prompt is null ? project.Prompt : PromptOf(payload),
                NamedSeq = decision.Seq,
            },
            DecisionKind.DeleteProject => project with { NameKey = null, State = ProjectRecord.Deleted, StateSeq = decision.Seq },
            DecisionKind.RestoreProject => project with
            {
                NameKey = ProjectRecord.KeyOf(project.Name),
                State = ProjectRecord.Active,
                StateSeq = decision.Seq,
            },
            _ => project,
        };
    }

    private static string? PromptOf(ProjectPayload payload) =>
        payload.Prompt is { } prompt && prompt.EnumerateObject().Any() ? CanonicalJson.Of(prompt) : null;

    /// <summary>Returns the memberships that a decision determines.</summary>
    public static IEnumerable<Membership> MembershipsOf(DecisionRecord decision) =>
        decision.Kind is DecisionKind.AddToProject or DecisionKind.RemoveFromProject
            ? (ProjectPayload.Of(decision).Sources ?? []).Select(no => new Membership(
                decision.Target,
                no,
                decision.Seq,
                decision.Kind == DecisionKind.AddToProject ? 1 : 0
            ))
            : [];

    /// <summary>Returns the numbers of all projects that decisions or rows name.</summary>
    public static Task<IReadOnlyList<long>> NumbersAsync(UserConnection connection) =>
        connection.QueryAsync<long>(
            """
            select project_no from projects where user_id = @user
            union select seq as project_no from decisions where user_id = @user and kind = 'create_project'
            order by project_no
            """
        );

    /// <summary>Returns a project as the ledger has it; of sources that were erased there is no membership.</summary>
    public static async Task<StoredProject> OfLedgerAsync(UserConnection connection, long projectNo)
    {
        ProjectRecord? project = null;
        var members = new SortedDictionary<long, Membership>();
        var decisions = await connection.QueryAsync<DecisionRecord>(
            $"select {DecisionRecord.Columns} from decisions where user_id = @user and target_seq = @projectNo and kind IN_LIST(@kinds) order by seq",
            new { projectNo, kinds = Kinds.ToList() }
        );
        foreach (var decision in decisions)
        {
            project = After(project, decision);
            foreach (var member in MembershipsOf(decision))
            {
                members[member.SourceNo] = member;
            }
        }
        var held = await connection.QueryAsync<long>(
            "select source_no from sources where user_id = @user and source_no IN_LIST(@nos)",
            new { nos = members.Keys.ToList() }
        );
        var there = held.ToHashSet();
        return new(project, [.. members.Values.Where(m => there.Contains(m.SourceNo))]);
    }

    /// <summary>Returns the rows of a project.</summary>
    public static async Task<StoredProject> OfTablesAsync(UserConnection connection, long projectNo) =>
        new(
            await connection.QueryFirstOrDefaultAsync<ProjectRecord>(
                $"select {ProjectRecord.Columns} from projects where user_id = @user and project_no = @projectNo",
                new { projectNo }
            ),
            await connection.QueryAsync<Membership>(
                "select project_no, source_no, seq, is_member from project_sources where user_id = @user and project_no = @projectNo order by source_no",
                new { projectNo }
            )
        );

    public static async Task WriteAsync(UserTransaction tx, IReadOnlyList<ProjectRecord> projects, IReadOnlyList<Membership> memberships)
    {
        if (projects.Count > 0)
        {
            await tx.BulkAsync(
                Projects,
                BulkMode.Upsert,
                [
                    .. projects.Select(p =>
                        new object?[]
                        {
                            p.ProjectNo,
                            p.Name,
                            p.NameKey,
                            p.Description,
                            p.State,
                            p.NamedSeq,
                            p.StateSeq,
                            p.CreatedAt,
                            p.UpdatedAt,
                            p.Prompt,
                        }
                    ),
                ]
            );
        }
        if (memberships.Count > 0)
        {
            await tx.BulkAsync(
                Memberships,
                BulkMode.Upsert,
                [.. memberships.Select(m => new object?[] { m.ProjectNo, m.SourceNo, m.Seq, m.IsMember })]
            );
        }
    }

    private static BulkTable TableOf(string name)
    {
        var table = ProjectsModule.Tables.Single(t => t.Name == name);
        return new BulkTable(table.Name, table.Key, table.Columns);
    }
}
