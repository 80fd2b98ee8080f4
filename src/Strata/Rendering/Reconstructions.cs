using System.Security.Cryptography;
using System.Text;
using Strata.Blobs;
using Strata.Database;
using Strata.Documents;
using Strata.Ledger;
using Strata.Parsing;

namespace Strata.Rendering;

/// <summary>Gives a source's bytes back with revisions put in where the old text stands; with none they are the source's own, byte for byte.</summary>
internal sealed class Reconstructions(IDatabase database, BlobStore blobs, DeclaredRevisions declared)
{
    private const int BufferSize = 1 << 17;
    private const int MaxRevisions = 100_000;

    public async Task<Reconstruction> ReconstructAsync(UserId user, string id, ReconstructRequest request, CancellationToken ct)
    {
        if (request.Revisions.Count > MaxRevisions)
        {
            throw new StrataException(ErrorCode.InvalidContent, $"A request has at most {MaxRevisions} revisions, not {request.Revisions.Count}.");
        }
        return await database.ReadAsync(
            user,
            async connection =>
            {
                var subject = await Subject.FindAsync(connection, id);
                var document = subject.Document ?? await DocumentAsync(connection, subject.Source.SourceNo);
                if (request.Revisions.Count > 0 && (document is null || !DocumentRecord.IsOfText(document)))
                {
                    throw Refused(subject.Source, document);
                }
                var (splices, notApplied) = document is not null && DocumentRecord.IsOfText(document) ? await SplicesAsync(connection, document, subject.Source.Digest, request) : ([], []);
                await using var source = await blobs.OpenAsync(connection, subject.Source.Digest);
                var made = await SpliceAsync(source, subject.Source, document, splices, ct);
                return made with { Report = made.Report with { NotApplied = notApplied } };
            },
            ct
        );
    }

    private static StrataException Refused(SourceRecord source, DocumentRecord? document) =>
        new(
            ErrorCode.InvalidContent,
            document is null
                ? $"Source '{source.SourceId}' has no document whose blocks could be revised: interpret it first."
                : $"The bytes of {source.MediaType} are not its text, so no text can be put into them. 'show {source.SourceId} --as markdown' gives the text to revise; without revisions the original comes back."
        );

    private static StrataException NoSlice(DocumentRecord document, Block block) =>
        new(
            ErrorCode.InvalidContent,
            $"Block {block.Index} of '{document.DocumentId}' has no slice of the source of its own (parser {document.Parser} {document.ParserVersion}), so no text can be put there. "
                + "Revise another block, or reinterpret the source where a newer parser reads it."
        );

    /// <summary>The latest document of the source.</summary>
    private static Task<DocumentRecord?> DocumentAsync(UserConnection connection, long sourceNo) =>
        connection.QueryFirstOrDefaultAsync<DocumentRecord>(
            $"""
            select {DocumentRecord.Columns} from documents
            where user_id = @user and source_no = @sourceNo and (is_rendered = 0 or text_digest is not null)
            order by document_no desc limit 1
            """,
            new { sourceNo }
        );

    private async Task<(IReadOnlyList<Splice> Splices, IReadOnlyList<RevisionNotApplied> NotApplied)> SplicesAsync(
        UserConnection connection,
        DocumentRecord document,
        string digest,
        ReconstructRequest request
    )
    {
        var encoding = (Encoding)DocumentRecord.EncodingOfSource(document).Clone();
        encoding.EncoderFallback = EncoderFallback.ExceptionFallback;
        try
        {
            var asked = new List<Splice>();
            foreach (var revision in request.Revisions)
            {
                var block =
                    await StoredDocuments.BlockAsync(connection, document, revision.Block)
                    ?? throw new StrataException(ErrorCode.InvalidContent, $"Document '{document.DocumentId}' has no block {revision.Block}.");
                var range = BlockViews.InSource(block, DocumentRecord.LocatorIn(document)) ?? throw NoSlice(document, block);
                asked.Add(new Splice(range, encoding.GetBytes(revision.Text), revision.Text) { Block = revision.Block });
            }
            if (asked.GroupBy(s => s.Block).FirstOrDefault(g => g.Skip(1).Any()) is { } twice)
            {
                throw new StrataException(ErrorCode.InvalidContent, $"Block {twice.Key} is revised more than once.");
            }
            var (stated, notApplied) = request.Declared ? await declared.OfAsync(connection, document, digest, encoding) : ([], []);
            return (
                [
                    .. asked
                        .Concat(stated.Where(s => !asked.Exists(a => a.Range.Start < s.Range.End && a.Range.End > s.Range.Start)))
                        .OrderBy(s => s.Range.Start),
                ],
                notApplied
            );
        }
        catch (EncoderFallbackException e)
        {
            throw new StrataException(ErrorCode.InvalidContent, $"The source is in {encoding.WebName}, which has no U+{(int)e.CharUnknown:X4}.", e);
        }
    }

    private static async Task<Reconstruction> SpliceAsync(
        Stream source,
        SourceRecord record,
        DocumentRecord? document,
        IReadOnlyList<Splice> splices,
        CancellationToken ct
    )
    {
        var content = TemporaryFile.Create();
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var encoding = DocumentRecord.EncodingOfSource(document);
            var changes = new List<TextChange>(splices.Count);
            foreach (var splice in splices)
            {
                await CopyAsync(source, splice.Range.Start, content, hash, ct);
                var before = encoding.GetString(Slices.ReadBytes(source, splice.Range));
                changes.Add(
                    new TextChange
                    {
                        Locator = new ByteLocator(splice.Range.Start, splice.Range.Length),
                        NewLocator = new ByteLocator(content.Position, splice.Bytes.Length),
                        Before = before,
                        After = splice.Text,
                        Block = splice.Block,
                        EntityId = splice.EntityId,
                        Field = splice.Field,
                    }
                );
                await content.WriteAsync(splice.Bytes, ct);
                hash.AppendData(splice.Bytes);
            }
            await CopyAsync(source, long.MaxValue, content, hash, ct);
            var digest = Convert.ToHexStringLower(hash.GetHashAndReset());
            var report = new ReconstructReport
            {
                SourceId = record.SourceId,
                DocumentId = document?.DocumentId,
                SourceDigest = record.Digest,
                Digest = digest,
                ByteSize = content.Position,
                Identical = string.Equals(digest, record.Digest, StringComparison.Ordinal),
                Changes = changes,
            };
            content.Position = 0;
            return new Reconstruction(report, content);
        }
        catch
        {
            await content.DisposeAsync();
            throw;
        }
    }

    /// <summary>Copies from where the source stands up to a position of it, or to its end.</summary>
    private static async Task CopyAsync(Stream source, long end, FileStream to, IncrementalHash hash, CancellationToken ct)
    {
        var buffer = new byte[BufferSize];
        while (source.Position < end)
        {
            var read = await source.ReadAsync(buffer.AsMemory(0, (int)Math.Min(BufferSize, end - source.Position)), ct);
            if (read == 0)
            {
                return;
            }
            await to.WriteAsync(buffer.AsMemory(0, read), ct);
            hash.AppendData(buffer, 0, read);
        }
    }
}
