using System.Security.Cryptography;
using Strata.Blobs;
using Strata.Database;
using Strata.Documents;
using Strata.Ledger;

namespace Strata.Rendering;

/// <summary>Returns a source's bytes with revisions in place; without any they equal the source's, byte for byte.</summary>
internal sealed class ReconstructionService(
    IDatabase database,
    BlobStore blobs,
    DeclaredRevisions declared,
    BlockRevisions annotated,
    RenderingService rendering
)
{
    private const int MaxRevisions = 100_000;
    private const int MaxNamed = 20;

    public async Task<Reconstruction> ReconstructAsync(UserId user, string id, ReconstructRequest request, CancellationToken ct)
    {
        if (request.Revisions.Count > MaxRevisions)
        {
            throw new StrataException(
                ErrorCode.InvalidContent,
                $"A request can have at most {MaxRevisions} revisions; got {request.Revisions.Count}."
            );
        }
        var made = await database.ReadAsync(
            user,
            async connection =>
            {
                var subject = await RenderSubject.FindAsync(connection, id);
                IReadOnlyList<DocumentRecord> documents = subject.Document is { } named
                    ? [named]
                    : await CurrentAsync(connection, subject.Source.SourceNo);
                var (standing, open) = request.Declared ? await annotated.OfAsync(connection, documents) : ([], []);
                if (standing.Count > 0 && standing.All(r => !DocumentRecord.IsOfText(r.Document)) && request.Revisions.Count == 0)
                {
                    return (null, subject, standing, open);
                }
                await using var source = await blobs.OpenAsync(connection, subject.Source.Digest);
                var asked = await AskedAsync(connection, subject.Source, documents, request.Revisions);
                var (stated, notApplied) = request.Declared
                    ? await declared.OfAsync(
                        connection,
                        subject,
                        subject.Document,
                        new ValueSplices(subject.Parser, source, subject.Source.FileName),
                        await annotated.PlacedAsync(
                            connection,
                            subject.Source.Digest,
                            standing.Where(r => DocumentRecord.IsOfText(r.Document)),
                            new BlockSplices(subject.Parser, source, subject.Source.FileName)
                        )
                    )
                    : ([], []);
                var splices = asked.Concat(stated.Where(s => !asked.Exists(s.Overlaps))).OrderBy(s => s.Range.Start).ToArray();
                var spliced = Made(subject.Source, documents, await Splicing.MakeAsync(source, splices, ct), notApplied, open);
                return ((Reconstruction?)spliced, subject, standing, open);
            },
            ct
        );
        return made.Item1 ?? await AsMarkdownAsync(user, made.subject, made.standing, made.open, ct);
    }

    /// <summary>Bytes that are not their text can't be spliced: their blocks are written as Markdown, in order, with what they should read.</summary>
    private async Task<Reconstruction> AsMarkdownAsync(
        UserId user,
        RenderSubject subject,
        IReadOnlyList<BlockText> standing,
        IReadOnlyList<RevisionNotConfirmed> open,
        CancellationToken ct
    )
    {
        var changes = new List<TextChange>();
        var content = await rendering.RevisedAsync(user, subject, standing, changes.Add, ct);
        var digest = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, ct));
        content.Position = 0;
        var report = new ReconstructReport
        {
            SourceId = subject.Source.SourceId,
            DocumentId = standing.Select(r => r.Document.DocumentId).Distinct().Skip(1).Any() ? null : standing[0].Document.DocumentId,
            SourceDigest = subject.Source.Digest,
            Digest = digest,
            ByteSize = content.Length,
            Identical = false,
            Changes = changes,
            NotApplied =
            [
                .. standing
                    .Where(r => !changes.Exists(c => c.EntityId == r.EntityId))
                    .Select(r => r.NotApplied("the document has no such block any more")),
            ],
            NotConfirmed = open,
            MediaType = MediaTypes.Markdown,
        };
        return new Reconstruction(report, content);
    }

    private static Reconstruction Made(
        SourceRecord source,
        IReadOnlyList<DocumentRecord> documents,
        Splicing made,
        IReadOnlyList<RevisionNotApplied> notApplied,
        IReadOnlyList<RevisionNotConfirmed> open
    )
    {
        var report = new ReconstructReport
        {
            SourceId = source.SourceId,
            DocumentId = documents is [var only] ? only.DocumentId : null,
            SourceDigest = source.Digest,
            Digest = made.Digest,
            ByteSize = made.Content.Length,
            Identical = string.Equals(made.Digest, source.Digest, StringComparison.Ordinal),
            Changes = made.Changes,
            NotApplied = notApplied,
            NotConfirmed = open,
        };
        made.Content.Position = 0;
        return new Reconstruction(report, made.Content);
    }

    private static StrataException Refused(SourceRecord source, DocumentRecord? document) =>
        new(
            ErrorCode.InvalidContent,
            document is null
                ? $"Source '{source.SourceId}' has no document whose blocks could be revised: interpret it first."
                : $"The bytes of {source.MediaType} are not its text, so they cannot be revised. 'show {source.SourceId} --as markdown' gives the text to revise; without revisions you get the original."
        );

    private static StrataException NoSlice(DocumentRecord document, Block block) =>
        new(
            ErrorCode.InvalidContent,
            $"Block {block.Index} of '{document.DocumentId}' has no byte range of its own in the source (parser {document.Parser} {document.ParserVersion}), so it cannot be revised. "
                + "Revise another block, or reinterpret the source if a newer parser supports it."
        );

    private static StrataException Several(SourceRecord source, IReadOnlyList<DocumentRecord> documents) =>
        new(
            ErrorCode.InvalidContent,
            $"Source '{source.SourceId}' has {documents.Count} documents, each with blocks numbered from 0; name the one to revise: "
                + string.Join(", ", documents.Take(MaxNamed).Select(d => d.Part.Length > 0 ? $"{d.DocumentId} ({d.Part})" : d.DocumentId))
                + (documents.Count > MaxNamed ? ", …" : ".")
        );

    /// <summary>Returns the documents of the source's latest reading.</summary>
    private static async Task<IReadOnlyList<DocumentRecord>> CurrentAsync(UserConnection connection, long sourceNo)
    {
        var all = await connection.QueryAsync<DocumentRecord>(
            $"""
            select {DocumentRecord.Columns} from documents d
            where user_id = @user and source_no = @sourceNo and (is_rendered = 0 or text_digest is not null)
              and exists (
                select 1 from documents l
                where l.user_id = @user and l.parser = d.parser and l.parser_version = d.parser_version and l.document_no = (
                  select max(m.document_no) from documents m
                  where m.user_id = @user and m.source_no = @sourceNo and (m.is_rendered = 0 or m.text_digest is not null)))
            order by document_no
            """,
            new { sourceNo }
        );
        // The parts of a table are alternative readings.
        return all is [.., { Parser: "csv" } last] ? [last] : all;
    }

    private async Task<List<Splice>> AskedAsync(
        UserConnection connection,
        SourceRecord source,
        IReadOnlyList<DocumentRecord> documents,
        IReadOnlyList<BlockRevision> revisions
    )
    {
        if (revisions.Count == 0)
        {
            return [];
        }
        if (documents.Count > 1)
        {
            throw Several(source, documents);
        }
        if (documents is not [var document] || !DocumentRecord.IsOfText(document))
        {
            throw Refused(source, documents is [var other] ? other : null);
        }
        var encoding = DocumentRecord.EncodingOfSource(document);
        var strict = DeclaredValue.Strict(encoding);
        var asked = new List<Splice>();
        try
        {
            foreach (var revision in revisions)
            {
                var block =
                    await StoredDocuments.BlockAsync(connection, document, revision.Block)
                    ?? throw new StrataException(
                        ErrorCode.InvalidContent,
                        $"Document '{document.DocumentId}' has no block {revision.Block}."
                    );
                var range = BlockViews.InSource(block, DocumentRecord.LocatorIn(document)) ?? throw NoSlice(document, block);
                asked.Add(new Splice(range, strict.GetBytes(revision.Text), revision.Text, encoding) { Block = revision.Block });
            }
        }
        catch (EncoderFallbackException e)
        {
            throw new StrataException(ErrorCode.InvalidContent, DeclaredValue.Missing(encoding, e), e);
        }
        return asked.GroupBy(s => s.Block).FirstOrDefault(g => g.Skip(1).Any()) is { } twice
            ? throw new StrataException(ErrorCode.InvalidContent, $"Block {twice.Key} is revised more than once.")
            : asked;
    }
}
