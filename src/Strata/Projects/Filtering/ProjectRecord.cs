using Strata.Database;

namespace Strata.Projects.Filtering;

/// <summary>A row of <c>projects</c>.</summary>
/// <param name="ProjectNo">Position of the decision that created it.</param>
/// <param name="NameKey">The name as it is compared: no two projects of a user have the same; null of a deleted one.</param>
/// <param name="NamedSeq">The decision that name and description come from.</param>
/// <param name="Prompt">What interpreters that ask are told of its sources, as canonical JSON; null: nothing.</param>
/// <param name="StateSeq">The decision that the state comes from.</param>
internal sealed record ProjectRecord(
    long ProjectNo,
    string Name,
    string? NameKey,
    string Description,
    string State,
    long NamedSeq,
    long StateSeq,
    long CreatedAt,
    long UpdatedAt,
    string? Prompt = null
)
{
    public const string Active = "active";
    public const string Deleted = "deleted";
    public const string Columns = "project_no, name, name_key, description, state, named_seq, state_seq, created_at, updated_at, prompt";

    /// <summary>SQL condition on a column <c>source_no</c>, given <c>@project</c>: the source is in the project.</summary>
    public const string HasSource =
        "source_no in (select ps.source_no from project_sources ps where ps.user_id = @user and ps.project_no = @project and ps.is_member = 1)";

    public bool IsDeleted => State == Deleted;

    public static string KeyOf(string name) => name.ToLowerInvariant();

    /// <param name="project">Its id, or the name of an active one.</param>
    /// <exception cref="StrataException">PROJECT_NOT_FOUND.</exception>
    public static async Task<ProjectRecord> FindAsync(UserConnection connection, string project) =>
        await connection.QueryFirstOrDefaultAsync<ProjectRecord>(
            Ids.Number("prj_", project) is null
                ? $"select {Columns} from projects where user_id = @user and name_key = @key"
                : $"select {Columns} from projects where user_id = @user and project_no = @no",
            new { no = Ids.Number("prj_", project) ?? 0, key = KeyOf(project.Trim()) }
        ) ?? throw new StrataException(ErrorCode.ProjectNotFound, $"There is no project '{project}'.");

    /// <summary>Returns the number of a project that a list is restricted to; null if it is not.</summary>
    /// <exception cref="StrataException">PROJECT_NOT_FOUND.</exception>
    public static async Task<long?> NumberAsync(UserConnection connection, string? project) =>
        project is null ? null : (await FindAsync(connection, project)).ProjectNo;
}
