using Strata.Database;
using Strata.Ledger;
using Strata.Projects.Filtering;

namespace Strata.Sources;

/// <summary>Lists a user's sources.</summary>
internal static class SourceListing
{
    private const int MaxText = 1_000;

    /// <summary>Names without regard to the case of ASCII letters, which is all that both engines know alike.</summary>
    private const string NameKey = "lower(coalesce(file_name, ''))";

    public static async Task<Page<SourceView>> ListAsync(UserConnection connection, ListSources query)
    {
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
        };
        var where = new StringBuilder("user_id = @user");
        And(project is not null, ProjectRecord.HasSource);
        And(type is not null, kind is null ? "media_type = @mediaType" : "media_type >= @mediaType and media_type < @afterType");
        And(query.Since is not null, "recorded_at >= @since");
        And(query.Before is not null, "recorded_at < @before");
        And(query.State is not null, query.State is { } state ? IsLatest(state) : "");
        var walk = new Walk(connection, query.Text is { Length: > 0 } text ? Checked(text) : null);
        var rows = await walk.FirstAsync($"{where} and {sort.After(query.Cursor, args)}", sort.Order, args, limit + 1);
        var shown = rows.Take(limit).ToList();
        return new Page<SourceView>(
            shown.ConvertAll(s => SourceViews.Of(s)),
            rows.Count > limit ? sort.Cursor(KeyOf(shown[^1], sort), shown[^1].SourceNo) : null
        )
        {
            Total = query.Count ? Total.Of(await walk.CountAsync(where.ToString(), args)) : null,
        };

        void And(bool isAsked, string condition)
        {
            if (isAsked)
            {
                where.Append(" and ").Append(condition);
            }
        }
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

    private static string Checked(string text) =>
        text.Length <= MaxText ? text : throw new StrataException(ErrorCode.InvalidContent, $"'text' has at most {MaxText} characters.");

    /// <summary>Returns what the SQL of the order gives for a source.</summary>
    private static string KeyOf(SourceRecord source, ListSort sort) =>
        sort.By is "size"
            ? source.ByteSize.ToString(CultureInfo.InvariantCulture)
            : string.Concat((source.FileName ?? "").Select(c => char.IsAsciiLetterUpper(c) ? char.ToLowerInvariant(c) : c));

    /// <summary>Reads sources; those with a text in name or path by looking at each, since the engines fold letters differently.</summary>
    private sealed class Walk(UserConnection connection, string? text)
    {
        public async Task<IReadOnlyList<SourceRecord>> FirstAsync(string where, string order, Dictionary<string, object?> args, int most)
        {
            args["most"] = (long)most;
            if (text is null)
            {
                return await connection.QueryAsync<SourceRecord>(
                    $"select {SourceRecord.Columns} from sources where {where} order by {order} limit @most",
                    args
                );
            }
            var nos = await NumbersAsync(where, $"order by {order}", args, most);
            var records = await connection.QueryAsync<SourceRecord>(
                $"select {SourceRecord.Columns} from sources where user_id = @user and source_no IN_LIST(@nos)",
                new { nos }
            );
            var byNo = records.ToDictionary(r => r.SourceNo);
            return [.. nos.Select(no => byNo[no])];
        }

        public async Task<long> CountAsync(string where, Dictionary<string, object?> args)
        {
            const int Most = Total.MaxExact + 1;
            args["most"] = (long)Most;
            return text is null
                ? await connection.QueryFirstOrDefaultAsync<long>(
                    $"select count(*) from (select 1 as one from sources where {where} limit @most) as counted",
                    args
                )
                : (await NumbersAsync(where, "", args, Most)).Count;
        }

        private async Task<List<long>> NumbersAsync(string where, string order, Dictionary<string, object?> args, int most)
        {
            var nos = new List<long>();
            await foreach (
                var row in connection.StreamAsync<Named>(
                    $"""
                    select source_no, file_name,
                        (select v.path from source_versions v where v.user_id = @user and v.source_no = sources.source_no) as path
                    from sources where {where} {order}
                    """,
                    args
                )
            )
            {
                if (Has(row.FileName) || Has(row.Path))
                {
                    nos.Add(row.SourceNo);
                    if (nos.Count == most)
                    {
                        break;
                    }
                }
            }
            return nos;
        }

        private bool Has(string? name) => name?.Contains(text ?? "", StringComparison.OrdinalIgnoreCase) == true;

        private sealed record Named(long SourceNo, string? FileName, string? Path);
    }
}
