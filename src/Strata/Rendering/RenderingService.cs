using Strata.Blobs;
using Strata.Database;
using Strata.Documents;
using Strata.Documents.Programs;
using Strata.Operations;
using Strata.Parsing.Markdown;

namespace Strata.Rendering;

/// <summary>
/// Shows a source as Markdown, JSON or plain text. Stored documents are shown as stored; text formats, and sources never interpreted, are
/// parsed on demand. The same source always gives the same bytes.
/// </summary>
internal sealed class RenderingService(IDatabase database, BlobStore blobs)
{
    public const string Markdown = "markdown";
    public const string Json = "json";
    public const string Text = "text";

    private static readonly Dictionary<string, (string MediaType, string Extension)> Formats = new(StringComparer.Ordinal)
    {
        [Markdown] = ("text/markdown", ".md"),
        [Json] = ("application/json", ".json"),
        [Text] = ("text/plain", ".txt"),
    };

    public async Task<Download> ShowAsync(UserId user, string id, string format, bool main, CancellationToken ct)
    {
        if (!Formats.TryGetValue(format, out var shape))
        {
            throw new StrataException(
                ErrorCode.InvalidContent,
                $"A source can be shown as {string.Join(", ", Formats.Keys)}; got '{format}'."
            );
        }
        var subject = await database.ReadAsync(user, c => RenderSubject.FindAsync(c, id), ct);
        var name = Path.GetFileNameWithoutExtension(subject.Source.FileName ?? subject.Source.SourceId) + shape.Extension;
        var content = TemporaryFile.Create();
        try
        {
            if (format == Markdown && subject.Source.MediaType == MediaTypes.Markdown)
            {
                await TranscodeAsync(user, subject, content, ct);
            }
            else
            {
                using ISourceRenderer whole = format switch
                {
                    Json => new JsonRenderer(content, subject),
                    Markdown => new MarkdownRenderer(content),
                    _ => new TextRenderer(content),
                };
                using ISourceRenderer shown = main ? new MainContentRenderer(whole) : whole;
                await WriteAsync(user, subject, shown, ct);
            }
            content.Position = 0;
            return new Download(shape.MediaType, name, content) { IsUtf8 = true };
        }
        catch
        {
            await content.DisposeAsync();
            throw;
        }
    }

    /// <summary>Returns blocks of all documents of a source in order; parses the source if none are stored.</summary>
    /// <exception cref="StrataException">SOURCE_NOT_FOUND; UNSUPPORTED_MEDIA_TYPE where nothing reads the source.</exception>
    public async Task<Page<BlockView>> BlocksAsync(UserId user, string sourceId, BlockQuery query, CancellationToken ct)
    {
        using var page = new BlockPageOfSource(query);
        await WriteAsync(user, await database.ReadAsync(user, c => RenderSubject.FindAsync(c, sourceId), ct), page, ct);
        return page.Page;
    }

    /// <summary>Writes the blocks of a source as Markdown with other texts in place of theirs; blocks whose text is empty are left out.</summary>
    /// <param name="changed">Called with each replacement, in order.</param>
    public async Task<FileStream> RevisedAsync(
        UserId user,
        RenderSubject subject,
        IReadOnlyList<BlockText> texts,
        Action<TextChange> changed,
        CancellationToken ct
    )
    {
        var content = TemporaryFile.Create();
        try
        {
            using var shown = new RevisedRenderer(new MarkdownRenderer(content), texts, changed);
            await WriteAsync(user, subject, shown, ct);
            content.Position = 0;
            return content;
        }
        catch
        {
            await content.DisposeAsync();
            throw;
        }
    }

    /// <summary>A Markdown source is Markdown already, all of it main content; only its encoding may differ.</summary>
    private async Task TranscodeAsync(UserId user, RenderSubject subject, Stream to, CancellationToken ct)
    {
        await using var source = await blobs.OpenFileAsync(user, subject.Source.Digest, ct);
        var encoding = await Task.Run(
            () => ParseTime.Parse(new MarkdownParser(), source, null, TimeProvider.System, ct).First().Encoding,
            ct
        );
        source.Position = 0;
        using var reader = new StreamReader(source, encoding, detectEncodingFromByteOrderMarks: true);
        await using var writer = new StreamWriter(to, leaveOpen: true);
        var buffer = new char[1 << 14];
        while (await reader.ReadAsync(buffer, ct) is > 0 and var read)
        {
            await writer.WriteAsync(buffer.AsMemory(0, read), ct);
        }
    }

    private async Task WriteAsync(UserId user, RenderSubject subject, ISourceRenderer shown, CancellationToken ct)
    {
        try
        {
            await WriteAllAsync(user, subject, shown, ct);
        }
        catch (Exception e) when (e is InvalidDataException or FormatException)
        {
            throw new StrataException(ErrorCode.InterpretationFailed, LimitText.Of(e.Message), e);
        }
    }

    private async Task WriteAllAsync(UserId user, RenderSubject subject, ISourceRenderer shown, CancellationToken ct)
    {
        var blocks = 0L;
        string? unread = null;
        await using var original = new OriginalText(blobs, user, subject.Source.Digest);
        if (subject.Kept.Count > 0)
        {
            foreach (var record in subject.Kept.TakeWhile(_ => !shown.IsFull))
            {
                await LookAsync(user, record, shown, ct);
                await using Stream text = record.TextDigest is { Length: > 0 } digest
                    ? await blobs.OpenFileAsync(user, digest, ct)
                    : Stream.Null;
                await using var feed = new BlockFeed(database, user, record, text, ct);
                var parsed = StoredDocuments.Parsed(record, feed.Blocks);
                await Task.Run(() => WriteAsync(record.DocumentId, parsed, record), ct);
            }
            End();
            return;
        }
        if (subject.Parser is not { } parser)
        {
            throw new StrataException(ErrorCode.UnsupportedMediaType, UnreadFormat.Reason(subject.Source.MediaType));
        }
        await using var source = await blobs.OpenFileAsync(user, subject.Source.Digest, ct);
        await using var converted = parser.Conversion is { } conversion
            ? await Conversions.ConvertAsync(conversion, source, subject.Source.MediaType, progress: null, ct)
            : null;
        await using var content = new BufferedStream(converted?.Content ?? source, 1 << 20);
        await Task.Run(
            async () =>
            {
                if (shown.LooksAhead)
                {
                    foreach (var parsed in Wanted().Where(d => !d.IsRecords))
                    {
                        Look(shown, IdOf(parsed), parsed, ct);
                    }
                    content.Position = 0;
                }
                foreach (var parsed in Wanted().TakeWhile(_ => !shown.IsFull))
                {
                    await WriteAsync(IdOf(parsed), parsed, kept: null);
                }
                End();
            },
            ct
        );

        IEnumerable<ParsedDocument> Wanted() =>
            ParseTime
                .Parse(parser, content, subject.Source.FileName, TimeProvider.System, ct)
                .Where(d => subject.Document is null || string.Equals(subject.Document.Part, d.Part, StringComparison.Ordinal));

        async Task WriteAsync(string documentId, ParsedDocument parsed, DocumentRecord? kept)
        {
            blocks += await WriteDocumentAsync(shown, documentId, parsed, original, ct);
            var read = kept is null ? ReadStatus.Of(parsed) : ReadStatus.Of(kept);
            unread ??= read.Complete ? null : read.Diagnostics.LastOrDefault();
            shown.EndDocument(read);
        }
        // If nothing could be read, that is a failure and not an empty text.
        void End()
        {
            if (blocks == 0 && unread is not null)
            {
                throw new StrataException(ErrorCode.InterpretationFailed, unread);
            }
            shown.End();
        }
        string IdOf(ParsedDocument parsed) => Ids.Document(user, subject.Source.Digest, parser.Id, parser.Version, parsed.Part);
    }

    private async Task LookAsync(UserId user, DocumentRecord record, ISourceRenderer shown, CancellationToken ct)
    {
        if (!shown.LooksAhead || record.IsRecords != 0)
        {
            return;
        }
        await using Stream text = record.TextDigest is { Length: > 0 } digest ? await blobs.OpenFileAsync(user, digest, ct) : Stream.Null;
        await using var feed = new BlockFeed(database, user, record, text, ct);
        await Task.Run(() => Look(shown, record.DocumentId, StoredDocuments.Parsed(record, feed.Blocks), ct), ct);
    }

    private static void Look(ISourceRenderer shown, string documentId, ParsedDocument parsed, CancellationToken ct)
    {
        foreach (var block in parsed.Blocks)
        {
            ct.ThrowIfCancellationRequested();
            shown.Look(documentId, block);
        }
    }

    private static async Task<long> WriteDocumentAsync(
        ISourceRenderer shown,
        string documentId,
        ParsedDocument parsed,
        OriginalText original,
        CancellationToken ct
    )
    {
        var blocks = 0L;
        var encoding = parsed.IsRendered ? Encodings.Get(parsed.Facts.GetValueOrDefault(ParsedDocument.EncodingFact)) : parsed.Encoding;
        shown.Begin(documentId, parsed);
        foreach (var block in parsed.Blocks.TakeWhile(_ => !shown.IsFull))
        {
            ct.ThrowIfCancellationRequested();
            blocks++;
            shown.Write(block, shown.Asked(block) is { } range ? await original.ReadAsync(encoding, range, ct) : null);
        }
        return blocks;
    }
}
