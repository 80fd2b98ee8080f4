using System.Security.Cryptography;
using Strata.Database;
using Strata.Ledger;
using Strata.Projects.Filtering;

namespace Strata.Erasure;

/// <summary>The sources and observations that a scope names.</summary>
/// <param name="From">Unix microseconds: statements without a source that were observed from then on, and before <paramref name="To"/>.</param>
internal sealed record PartSelection(IReadOnlyList<PartSelection.Source> Sources, long From, long To)
{
    /// <summary>SQL condition on observations.</summary>
    public const string Observed = "(source_no IN_LIST(@sources) or (source_no is null and observed_at >= @from and observed_at < @to))";

    /// <summary>The project that goes with its sources; null: none.</summary>
    public long? ProjectNo { get; private init; }

    public List<long> SourceNos => [.. Sources.Select(s => s.SourceNo)];

    public static async Task<PartSelection> OfAsync(UserConnection connection, ErasureScope scope)
    {
        var isSpan = scope.From is not null || scope.To is not null;
        if ((scope.SourceId is null ? 0 : 1) + (scope.Project is null ? 0 : 1) + (isSpan ? 1 : 0) > 1)
        {
            throw new StrataException(ErrorCode.InvalidContent, "Name a source, or a project, or from and to, and nothing else.");
        }
        if (scope.Project is { } project)
        {
            var found = await ProjectRecord.FindAsync(connection, project);
            return new(await WithKinAsync(connection, await OfProjectAsync(connection, found.ProjectNo)), From: 1, To: 0)
            {
                ProjectNo = found.ProjectNo,
            };
        }
        if (scope.SourceId is { } id)
        {
            var asked = await SourceRecords.GetAsync(connection, id);
            return new(await WithKinAsync(connection, [asked.SourceNo]), From: 1, To: 0);
        }
        if (scope.From is not { } from || scope.To is not { } to || from >= to)
        {
            throw new StrataException(ErrorCode.InvalidContent, "Name a source_id, a project, or from and a later to.");
        }
        var (first, end) = (UnixTime.Microseconds(from), UnixTime.Microseconds(to));
        var within = await connection.QueryAsync<long>(
            "select source_no from sources where user_id = @user and observed_at >= @first and observed_at < @end",
            new { first, end }
        );
        return new(await WithKinAsync(connection, within), first, end);
    }

    /// <summary>Identifies the selection, without telling what it is.</summary>
    public string Fingerprint(long observations)
    {
        var text = string.Join(' ', Sources.Select(s => s.SourceNo).Order().Append(From).Append(To).Append(observations));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text)))[..16];
    }

    /// <summary>Returns the sources of a project that no other active project holds.</summary>
    private static Task<IReadOnlyList<long>> OfProjectAsync(UserConnection connection, long project) =>
        connection.QueryAsync<long>(
            """
            select m.source_no from project_sources m where m.user_id = @user and m.project_no = @project and m.is_member = 1 and not exists (
                select 1 from project_sources o join projects p on p.user_id = o.user_id and p.project_no = o.project_no
                where o.user_id = @user and o.source_no = m.source_no and o.is_member = 1 and o.project_no <> @project and p.state = 'active')
            """,
            new { project }
        );

    /// <summary>Adds members that came within these sources alone, and the containers whose bytes hold them.</summary>
    private static async Task<IReadOnlyList<Source>> WithKinAsync(UserConnection connection, IReadOnlyList<long> asked)
    {
        var why = asked.ToDictionary(no => no, _ => "asked");
        for (var next = asked; next.Count > 0; )
        {
            var links = await LinksAsync(connection, "parent_no", next);
            var members = links.Select(l => l.SourceNo).Where(no => !why.ContainsKey(no)).Distinct().ToList();
            var holders = (await LinksAsync(connection, "source_no", members)).ToLookup(l => l.SourceNo, l => l.ParentNo);
            next = [.. members.Where(no => holders[no].All(why.ContainsKey))];
            Add(next, "within");
        }
        for (IReadOnlyList<long> next = [.. why.Keys]; next.Count > 0; )
        {
            var links = await LinksAsync(connection, "source_no", next);
            next = [.. links.Select(l => l.ParentNo).Where(no => !why.ContainsKey(no)).Distinct()];
            Add(next, "contains");
        }
        var rows = await connection.QueryAsync<SourceRecord>(
            $"select {SourceRecord.Columns} from sources where user_id = @user and source_no IN_LIST(@nos) order by source_no",
            new { nos = why.Keys.ToList() }
        );
        return [.. rows.Select(r => new Source(r.SourceNo, r.SourceId, r.Digest, r.FileName, r.ByteSize, why[r.SourceNo]))];

        void Add(IReadOnlyList<long> nos, string reason)
        {
            foreach (var no in nos)
            {
                why[no] = reason;
            }
        }
    }

    private static async Task<IReadOnlyList<Link>> LinksAsync(UserConnection connection, string column, IReadOnlyList<long> nos) =>
        nos.Count == 0
            ? []
            : await connection.QueryAsync<Link>(
                $"select parent_no, source_no from source_links where user_id = @user and {column} IN_LIST(@nos)",
                new { nos = nos.ToList() }
            );

    public sealed record Source(long SourceNo, string SourceId, string Digest, string? FileName, long ByteSize, string Why);

    private sealed record Link(long ParentNo, long SourceNo);
}
