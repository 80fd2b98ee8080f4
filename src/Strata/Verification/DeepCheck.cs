using System.Security.Cryptography;
using Strata.Blobs;
using Strata.Database;
using Strata.Documents;
using Strata.Documents.Programs;

namespace Strata.Verification;

/// <summary>
/// Parses sources with rendered text again and compares the result with the stored text. Documents of a former parser version, or of a
/// program that is not installed, are only counted.
/// </summary>
internal sealed class DeepCheck(BlobStore blobs)
{
    private const int Batch = 100;

    public async Task<(long Parsed, long Skipped)> RunAsync(
        UserConnection connection,
        Action<string, string> fault,
        IProgress<Progress>? progress
    )
    {
        var (parsed, skipped, after) = (0L, 0L, 0L);
        while (true)
        {
            var sources = await connection.QueryAsync<SourceRow>(
                """
                select s.source_no, s.digest, s.file_name, s.media_type from sources s
                where s.user_id = @user and s.source_no > @after and exists (
                    select 1 from documents d
                    where d.user_id = s.user_id and d.source_no = s.source_no and d.is_rendered = 1 and d.text_digest is not null)
                order by s.source_no limit @batch
                """,
                new { after, batch = (long)Batch }
            );
            foreach (var source in sources)
            {
                var documents = await connection.QueryAsync<DocumentRecord>(
                    $"""
                    select {DocumentRecord.Columns} from documents
                    where user_id = @user and source_no = @sourceNo and is_rendered = 1 and text_digest is not null
                    order by document_no
                    """,
                    new { sourceNo = source.SourceNo }
                );
                foreach (var group in documents.GroupBy(d => (d.Parser, d.ParserVersion)))
                {
                    var texts = await TextsAsync(connection, source, group.Key.Parser, group.Key.ParserVersion);
                    foreach (var document in group)
                    {
                        skipped += texts is null ? 1 : 0;
                        parsed += texts is null ? 0 : 1;
                        if (texts is not null && texts.GetValueOrDefault(document.Part) != document.TextDigest)
                        {
                            fault($"documents/{document.DocumentId}", "the source, parsed again, gives another text than the one kept");
                        }
                    }
                }
                progress?.Report(new Progress("documents", parsed + skipped, null));
            }
            if (sources.Count == 0)
            {
                return (parsed, skipped);
            }
            after = sources[^1].SourceNo;
        }
    }

    /// <summary>Returns the digest of each part's text; null if the source can't be parsed here.</summary>
    private async Task<Dictionary<string, string>?> TextsAsync(UserConnection connection, SourceRow source, string parserId, long version)
    {
        if (Parsers.All.FirstOrDefault(p => p.Id == parserId && p.Version == version) is not { } parser)
        {
            return null;
        }
        try
        {
            await using var content = await blobs.OpenAsync(connection, source.Digest);
            await using var converted = parser.Conversion is { } conversion
                ? await Conversions.ConvertAsync(conversion, content, source.MediaType, progress: null, connection.Cancellation)
                : null;
            var texts = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var parsed in ParseTime.ParseWhole(parser, converted?.Content ?? content, source.FileName, connection.Cancellation))
            {
                texts[parsed.Part] = DigestOf(parsed);
            }
            return texts;
        }
        catch (StrataException e) when (e.Code == ErrorCode.UnsupportedMediaType)
        {
            return null;
        }
        catch (Exception e) when ((e is IOException or InvalidDataException or StrataException) && !Verifier.IsForNow(e))
        {
            return [];
        }
    }

    private static string DigestOf(ParsedDocument parsed)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var any = false;
        try
        {
            foreach (var block in parsed.Blocks)
            {
                hash.AppendData(Encoding.UTF8.GetBytes(block.Index > 0 ? RenderedText.Separator + block.Text : block.Text));
                any |= block.Index > 0 || block.Text.Length > 0;
            }
        }
        catch (Exception e) when (e is InvalidDataException or FormatException)
        {
            // The document ends where the source is damaged, as it did when it was stored.
        }
        return any ? Convert.ToHexStringLower(hash.GetHashAndReset()) : "";
    }

    private sealed record SourceRow(long SourceNo, string Digest, string? FileName, string MediaType);
}
