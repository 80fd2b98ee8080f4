using Strata.Blobs;
using Strata.Database;
using Strata.Ledger;
using Strata.Operations;
using Strata.Runs;

namespace Strata.Sources;

/// <summary>Lists sources and reads their bytes.</summary>
internal sealed class SourceQueries(BlobStore blobs)
{
    public static async Task<SourceView> GetAsync(UserConnection connection, string sourceId)
    {
        var source = await SourceRecords.GetAsync(connection, sourceId);
        var runs = await ArchivedRuns.ShownAsync(
            connection,
            await connection.QueryAsync<RunRecord>(
                $"select {RunRecord.Columns} from runs where user_id = @user and source_no = @sourceNo order by run_no",
                new { sourceNo = source.SourceNo }
            )
        );
        var members = await SourceLinks.MembersAsync(connection, source.SourceNo, null, SourceLinks.Shown);
        var parents = await SourceLinks.ParentsAsync(connection, source.SourceNo);
        var (replaces, replacedBy) = await SourceVersions.OfAsync(connection, source.SourceNo);
        return SourceViews.Of(source, [.. runs.Select(r => RunViews.Of(r, source.SourceId))]) with
        {
            Replaces = replaces,
            ReplacedBy = replacedBy,
            MemberCount = members.Count > 0 ? await SourceLinks.CountAsync(connection, source.SourceNo) : null,
            Members = members.Count > 0 ? members : null,
            Parents = parents.Count > 0 ? parents : null,
        };
    }

    public static async Task<Page<SourceLinkView>> MembersAsync(UserConnection connection, string sourceId, PageRequest page)
    {
        var limit = Paging.Limit(page.Limit);
        var after = page.Cursor is { } cursor ? Encoding.UTF8.GetString(Paging.Read(cursor).Key) : null;
        var source = await SourceRecords.GetAsync(connection, sourceId);
        var rows = await SourceLinks.MembersAsync(connection, source.SourceNo, after, limit + 1);
        var shown = rows.Take(limit).ToList();
        return new Page<SourceLinkView>(
            shown,
            rows.Count > limit ? Paging.Write(Encoding.UTF8.GetBytes(shown[^1].Path), source.SourceNo) : null
        );
    }

    public async Task<Download> OpenAsync(UserConnection connection, string sourceId)
    {
        var source = await SourceRecords.GetAsync(connection, sourceId);
        return new Download(source.MediaType, source.FileName ?? source.SourceId, await blobs.OpenAsync(connection, source.Digest))
        {
            Size = source.ByteSize,
            Digest = source.Digest,
            ETag = source.Digest,
        };
    }
}
