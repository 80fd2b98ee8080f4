using Strata.Database;
using Strata.Ledger;
using Strata.Projects.Filtering;

namespace Strata.Sources;

/// <summary>Lists a user's sources, as they are or as they were known then.</summary>
internal static class SourceListing
{
    /// <summary>Names without regard to the case of ASCII letters, which is all that both engines know alike.</summary>
    private const string NameKey = "lower(coalesce(file_name, ''))";

    public static async Task<Page<SourceView>> ListAsync(UserConnection connection, ListSources query, ReadPoint point)
    {
        RequirePresent(query, point);
        var limit = Paging.Limit(query.Limit);
        var sort = ListSort.Of(query.Sort, "source_no", ("name", NameKey, true), ("size", "byte_size", false));
        var project = await ProjectRecord.NumberAsync(connection, query.Project);
        var type = query.MediaType?.ToLowerInvariant();
        var kind = type?.EndsWith("/*", StringComparison.Ordinal) == true ? type[..^1] : null;
        var args = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["project"] = project,
            ["mediaType"] = kind ?? type,
            ["afterType"] = kind is null ? null : kind[..^1] + (char)('/' + 1),
            ["since"] = query.Since is { } since ? UnixTime.Microseconds(since) : null,
            ["before"] = query.Before is { } before ? UnixTime.Microseconds(before) : null,
            ["knownSeq"] = point.Seq,
            ["observedBy"] = point.ObservedBy,
        };
        var where = new StringBuilder("user_id = @user");
        And(project is not null, ProjectRecord.HasSource);
        And(type is not null, kind is null ? "media_type = @mediaType" : "media_type >= @mediaType and media_type < @afterType");
        And(query.Since is not null, "recorded_at >= @since");
        And(query.Before is not null, "recorded_at < @before");
        And(query.State is not null, query.State is { } state ? IsLatest(state) : "");
        And(point.Seq != long.MaxValue, "source_no <= @knownSeq");
        And(point.ObservedBy != long.MaxValue, "observed_at <= @observedBy");
        var search = SourceNameSearch.Of(query.Text);
        var rows = await FirstAsync(connection, search, $"{where} and {sort.After(query.Cursor, args)}", sort.Order, args, limit + 1);
        var shown = rows.Take(limit).ToList();
        var states = point.IsNow ? await StatesAsync(connection, shown) : null;
        return new Page<SourceView>(
            shown.ConvertAll(s => SourceViews.Of(s) with { State = states?.GetValueOrDefault(s.SourceNo, SourceRunState.None) }),
            rows.Count > limit ? sort.Cursor(KeyOf(shown[^1], sort), shown[^1].SourceNo) : null
        )
        {
            Total = query.Count ? Total.Of(await CountAsync(connection, search, where.ToString(), args)) : null,
        };

        void And(bool isAsked, string condition)
        {
            if (isAsked)
            {
                where.Append(" and ").Append(condition);
            }
        }
    }

    private static void RequirePresent(ListSources query, ReadPoint point)
    {
        if (!point.IsNow && (query.State is not null || query.Project is not null))
        {
            throw new StrataException(
                ErrorCode.InvalidContent,
                $"'{(query.State is null ? "project" : "state")}' can't be combined with known_at or valid_at: it is asked of what is so now."
            );
        }
    }

    private static async Task<Dictionary<long, SourceRunState>> StatesAsync(UserConnection connection, List<SourceRecord> sources)
    {
        var runs = await connection.QueryAsync<StateOfRun>(
            """
            select source_no, case when status = 'running' and owner is null then 'queued' else status end as state from runs
            where user_id = @user and source_no IN_LIST(@nos) and deleted_seq is null order by run_no
            """,
            new { nos = sources.ConvertAll(s => s.SourceNo) }
        );
        var latest = new Dictionary<long, SourceRunState>();
        foreach (var run in runs)
        {
            latest[run.SourceNo] = EnumNames.Parse<SourceRunState>(run.State);
        }
        return latest;
    }

    /// <summary>SQL condition on the latest run of a source that is not deleted.</summary>
    private static string IsLatest(SourceRunState state)
    {
        const string Standing = "from runs r where r.user_id = @user and r.source_no = sources.source_no and r.deleted_seq is null";
        return state switch
        {
            SourceRunState.None => $"not exists (select 1 {Standing})",
            // Most are: a page is found by looking at the next sources. The others are few, and found by an index.
            SourceRunState.Completed => $"(select r.status {Standing} order by r.run_no desc limit 1) = '{RunRecord.Completed}'",
            _ => $"""
                source_no in (
                    select source_no from runs
                    where user_id = @user and {RunRecord.IsShown(state.Name())} and deleted_seq is null and not exists (
                        select 1 from runs l
                        where l.user_id = @user and l.source_no = runs.source_no and l.run_no > runs.run_no and l.deleted_seq is null))
                """,
        };
    }

    /// <summary>Returns what the SQL of the order gives for a source.</summary>
    private static string KeyOf(SourceRecord source, ListSort sort) =>
        sort.By is "size"
            ? source.ByteSize.ToString(CultureInfo.InvariantCulture)
            : string.Concat((source.FileName ?? "").Select(c => char.IsAsciiLetterUpper(c) ? char.ToLowerInvariant(c) : c));

    private static async Task<IReadOnlyList<SourceRecord>> FirstAsync(
        UserConnection connection,
        SourceNameSearch? search,
        string where,
        string order,
        Dictionary<string, object?> args,
        int most
    )
    {
        args["most"] = (long)most;
        if (search is null)
        {
            return await connection.QueryAsync<SourceRecord>(
                $"select {SourceRecord.Columns} from sources where {where} order by {order} limit @most",
                args
            );
        }
        var nos = await search.FirstAsync(connection, "sources", "source_no", $"{where} order by {order}", args, most);
        var records = await connection.QueryAsync<SourceRecord>(
            $"select {SourceRecord.Columns} from sources where user_id = @user and source_no IN_LIST(@nos)",
            new { nos }
        );
        var byNo = records.ToDictionary(r => r.SourceNo);
        return [.. nos.Select(no => byNo[no])];
    }

    private static async Task<long> CountAsync(
        UserConnection connection,
        SourceNameSearch? search,
        string where,
        Dictionary<string, object?> args
    )
    {
        const int Most = Total.MaxExact + 1;
        args["most"] = (long)Most;
        return search is null
            ? await connection.QueryFirstOrDefaultAsync<long>(
                $"select count(*) from (select 1 as one from sources where {where} limit @most) as counted",
                args
            )
            : (await search.FirstAsync(connection, "sources", "source_no", where, args, Most)).Count;
    }

    private sealed record StateOfRun(long SourceNo, string State);
}
