using Strata.Database;
using Strata.Ledger;
using Strata.Projects.Filtering;
using Strata.Runs;

namespace Strata.Projects;

/// <summary>Lists projects and counts what is in them.</summary>
internal static class ProjectQueries
{
    private const string None = "none";

    public static async Task<Page<ProjectView>> ListAsync(UserConnection connection, ListProjects query)
    {
        var limit = Paging.Limit(query.Limit);
        var rows = await connection.QueryAsync<ProjectRecord>(
            $"""
            select {ProjectRecord.Columns} from projects
            where user_id = @user and project_no < @before {(query.IncludeDeleted ? "" : "and state = 'active'")}
            order by project_no desc limit @limit
            """,
            new { before = Paging.Number(query.Cursor, long.MaxValue), limit = (long)limit + 1 }
        );
        var shown = rows.Take(limit).ToList();
        return new Page<ProjectView>(
            await ViewsAsync(connection, shown),
            rows.Count > limit ? shown[^1].ProjectNo.ToString(CultureInfo.InvariantCulture) : null
        );
    }

    public static async Task<ProjectView> GetAsync(UserConnection connection, string projectId)
    {
        var project = await ProjectRecord.FindAsync(connection, projectId);
        return (await ViewsAsync(connection, [project]))[0] with { Counts = await CountsAsync(connection, project.ProjectNo) };
    }

    public static async Task<Page<ProjectSourceView>> SourcesAsync(UserConnection connection, ListProjectSources query)
    {
        var limit = Paging.Limit(query.Limit);
        var project = (await ProjectRecord.FindAsync(connection, query.ProjectId)).ProjectNo;
        var rows = await connection.QueryAsync<SourceRow>(
            $"""
            select s.source_no, s.source_id, s.file_name, s.media_type, s.byte_size, d.recorded_at as added_at,
                (select count(*) from documents c where c.user_id = s.user_id and c.source_no = s.source_no) as documents,
                (select cast(coalesce(sum(c.block_count), 0) as bigint) from documents c where c.user_id = s.user_id and c.source_no = s.source_no) as blocks,
                r.run_no, r.status, r.owner, coalesce(r.observations, 0) as observations
            from project_sources p
            join sources s on s.user_id = p.user_id and s.source_no = p.source_no
            join decisions d on d.user_id = p.user_id and d.seq = p.seq
            left join runs r on r.user_id = p.user_id and r.run_no = (
                select max(l.run_no) from runs l where l.user_id = p.user_id and l.source_no = p.source_no and l.deleted_seq is null)
            where p.user_id = @user and p.project_no = @project and p.is_member = 1 and p.source_no > @after
            order by p.source_no limit @limit
            """,
            new
            {
                project,
                after = Paging.Number(query.Cursor),
                limit = (long)limit + 1,
            }
        );
        var shown = rows.Take(limit).ToList();
        return new Page<ProjectSourceView>(
            shown.ConvertAll(r => r.View()),
            rows.Count > limit ? shown[^1].SourceNo.ToString(CultureInfo.InvariantCulture) : null
        );
    }

    /// <summary>Views with their numbers of sources, in the same order.</summary>
    public static async Task<IReadOnlyList<ProjectView>> ViewsAsync(UserConnection connection, IReadOnlyList<ProjectRecord> projects)
    {
        var counts = await connection.QueryAsync<Counted>(
            """
            select project_no as no, count(*) as number from project_sources
            where user_id = @user and project_no IN_LIST(@nos) and is_member = 1 group by project_no
            """,
            new { nos = projects.Select(p => p.ProjectNo).ToList() }
        );
        var sources = counts.ToDictionary(c => c.No, c => c.Number);
        return
        [
            .. projects.Select(p => new ProjectView
            {
                ProjectId = Ids.Project(p.ProjectNo),
                Name = p.Name,
                Description = p.Description.Length > 0 ? p.Description : null,
                Prompt = p.Prompt is { } prompt ? JsonText.Element(prompt) : null,
                State = EnumNames.Parse<ProjectState>(p.State),
                SourceCount = sources.GetValueOrDefault(p.ProjectNo),
                CreatedAt = UnixTime.Time(p.CreatedAt),
                UpdatedAt = UnixTime.Time(p.UpdatedAt),
            }),
        ];
    }

    private static async Task<ProjectCounts> CountsAsync(UserConnection connection, long project)
    {
        var args = new { project };
        var sums =
            await connection.QueryFirstOrDefaultAsync<Sums>(
                $"""
                select
                    (select cast(coalesce(sum(byte_size), 0) as bigint) from sources where user_id = @user and {ProjectRecord.HasSource}) as bytes,
                    (select count(*) from documents where user_id = @user and {ProjectRecord.HasSource}) as documents,
                    (select cast(coalesce(sum(block_count), 0) as bigint) from documents where user_id = @user and {ProjectRecord.HasSource}) as blocks,
                    (select count(*) from project_sources m where m.user_id = @user and m.project_no = @project and m.is_member = 1
                        and not exists (
                            select 1 from project_sources o join projects p on p.user_id = o.user_id and p.project_no = o.project_no
                            where o.user_id = @user and o.source_no = m.source_no and o.is_member = 1 and o.project_no <> @project
                                and p.state = 'active')) as exclusive
                """,
                args
            ) ?? throw new InvalidDataException("A count has no row.");
        var stated =
            await connection.QueryFirstOrDefaultAsync<Stated>(
                $"""
                select count(*) as observations, count(distinct e.root_no) as entities
                from runs r
                join observations o on o.user_id = r.user_id and o.seq > r.run_no and o.seq <= r.last_seq and o.run_no = r.run_no
                join entities e on e.user_id = o.user_id and e.entity_no = o.entity_no
                where r.user_id = @user and r.{ProjectRecord.HasSource}
                """,
                args
            ) ?? throw new InvalidDataException("A count has no row.");
        var states = await connection.QueryAsync<InState>(
            """
            select coalesce(case when r.status = 'running' and r.owner is null then 'queued' else r.status end, 'none') as state, count(*) as number
            from project_sources p
            left join runs r on r.user_id = p.user_id and r.run_no = (
                select max(l.run_no) from runs l where l.user_id = p.user_id and l.source_no = p.source_no and l.deleted_seq is null)
            where p.user_id = @user and p.project_no = @project and p.is_member = 1
            group by 1 order by 1
            """,
            args
        );
        return new ProjectCounts
        {
            Bytes = sums.Bytes,
            Documents = sums.Documents,
            Blocks = sums.Blocks,
            Observations = stated.Observations,
            Entities = stated.Entities,
            Exclusive = sums.Exclusive,
            Uninterpreted = states.Where(s => s.State == None).Sum(s => s.Number),
            Sources = new SortedDictionary<string, long>(
                states.Where(s => s.State != None).ToDictionary(s => s.State, s => s.Number),
                StringComparer.Ordinal
            ),
        };
    }

    private sealed record Counted(long No, long Number);

    private sealed record InState(string State, long Number);

    private sealed record Sums(long Bytes, long Documents, long Blocks, long Exclusive);

    private sealed record Stated(long Observations, long Entities);

    private sealed record SourceRow(
        long SourceNo,
        string SourceId,
        string? FileName,
        string MediaType,
        long ByteSize,
        long AddedAt,
        long Documents,
        long Blocks,
        long? RunNo,
        string? Status,
        string? Owner,
        long Observations
    )
    {
        public ProjectSourceView View() =>
            new()
            {
                SourceId = SourceId,
                FileName = FileName,
                MediaType = MediaType,
                ByteSize = ByteSize,
                Documents = Documents,
                Blocks = Blocks,
                RunId = RunNo is { } run ? Ids.Run(run) : null,
                Status =
                    Status is null ? null
                    : Status == RunRecord.Running && Owner is null ? RunStatus.Queued
                    : EnumNames.Parse<RunStatus>(Status),
                Observations = Observations,
                AddedAt = UnixTime.Time(AddedAt),
            };
    }
}
