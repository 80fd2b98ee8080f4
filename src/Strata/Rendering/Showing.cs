using System.Text;
using Strata.Blobs;
using Strata.Database;
using Strata.Documents;
using Strata.Documents.Programs;
using Strata.Parsing;

namespace Strata.Rendering;

/// <summary>
/// A source as Markdown, JSON or plain text. Kept documents are shown as they are kept; a text format, and what was never interpreted,
/// is parsed for it. The same source always gives the same bytes.
/// </summary>
internal sealed class Showing(IDatabase database, BlobStore blobs)
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

    public async Task<ShownSource> ShowAsync(UserId user, string id, string format, bool main, CancellationToken ct)
    {
        if (!Formats.TryGetValue(format, out var shape))
        {
            throw new StrataException(ErrorCode.InvalidContent, $"A source is shown as {string.Join(", ", Formats.Keys)}, not as '{format}'.");
        }
        var subject = await database.ReadAsync(user, c => Subject.FindAsync(c, id), ct);
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
                using IShownAs whole = format switch
                {
                    Json => new ShownAsJson(content, subject),
                    Markdown => new ShownAsMarkdown(content),
                    _ => new ShownAsText(content),
                };
                using IShownAs shown = main ? new ShownMain(whole) : whole;
                await WriteAsync(user, subject, shown, ct);
            }
            content.Position = 0;
            return new ShownSource(shape.MediaType, name, content);
        }
        catch
        {
            await content.DisposeAsync();
            throw;
        }
    }

    /// <summary>Blocks of all documents of a source, one after another; where none are kept, the source is parsed for them.</summary>
    /// <exception cref="StrataException">SOURCE_NOT_FOUND; UNSUPPORTED_MEDIA_TYPE where nothing reads the source.</exception>
    public async Task<Page<BlockView>> BlocksAsync(UserId user, string sourceId, BlockQuery query, CancellationToken ct)
    {
        using var page = new BlockPageOfSource(query);
        await WriteAsync(user, await database.ReadAsync(user, c => Subject.FindAsync(c, sourceId), ct), page, ct);
        return page.Page;
    }

    /// <summary>A Markdown source is Markdown already.</summary>
    private async Task TranscodeAsync(UserId user, Subject subject, Stream to, CancellationToken ct)
    {
        await using var source = await blobs.OpenFileAsync(user, subject.Source.Digest, ct);
        using var reader = new StreamReader(source, Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        await using var writer = new StreamWriter(to, leaveOpen: true);
        var buffer = new char[1 << 14];
        while (await reader.ReadAsync(buffer, ct) is > 0 and var read)
        {
            await writer.WriteAsync(buffer.AsMemory(0, read), ct);
        }
    }

    private async Task WriteAsync(UserId user, Subject subject, IShownAs shown, CancellationToken ct)
    {
        await using var original = new OriginalText(blobs, user, subject.Source.Digest);
        if (subject.Kept.Count > 0)
        {
            foreach (var record in subject.Kept.TakeWhile(_ => !shown.IsFull))
            {
                await LookAsync(user, record, shown, ct);
                await using Stream text = record.TextDigest is { Length: > 0 } digest ? await blobs.OpenFileAsync(user, digest, ct) : Stream.Null;
                await using var feed = new BlockFeed(database, user, record, text, ct);
                var parsed = StoredDocuments.Parsed(record, feed.Blocks);
                await Task.Run(() => WriteAsync(shown, record.DocumentId, parsed, original, ct), ct);
            }
            shown.End();
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
                    await WriteAsync(shown, IdOf(parsed), parsed, original, ct);
                }
                shown.End();
            },
            ct
        );

        IEnumerable<ParsedDocument> Wanted() =>
            ParseTime
                .Parse(parser, content, subject.Source.FileName, TimeProvider.System, ct)
                .Where(d => subject.Document is null || string.Equals(subject.Document.Part, d.Part, StringComparison.Ordinal));

        string IdOf(ParsedDocument parsed) => Ids.Document(user, subject.Source.Digest, parser.Id, parser.Version, parsed.Part);
    }

    private async Task LookAsync(UserId user, DocumentRecord record, IShownAs shown, CancellationToken ct)
    {
        if (!shown.LooksAhead || record.IsRecords != 0)
        {
            return;
        }
        await using Stream text = record.TextDigest is { Length: > 0 } digest ? await blobs.OpenFileAsync(user, digest, ct) : Stream.Null;
        await using var feed = new BlockFeed(database, user, record, text, ct);
        await Task.Run(() => Look(shown, record.DocumentId, StoredDocuments.Parsed(record, feed.Blocks), ct), ct);
    }

    private static void Look(IShownAs shown, string documentId, ParsedDocument parsed, CancellationToken ct)
    {
        foreach (var block in parsed.Blocks)
        {
            ct.ThrowIfCancellationRequested();
            shown.Look(documentId, block);
        }
    }

    private static async Task WriteAsync(IShownAs shown, string documentId, ParsedDocument parsed, OriginalText original, CancellationToken ct)
    {
        var encoding = parsed.IsRendered ? Encodings.Get(parsed.Facts.GetValueOrDefault(ParsedDocument.EncodingFact)) : parsed.Encoding;
        shown.Begin(documentId, parsed);
        foreach (var block in parsed.Blocks.TakeWhile(_ => !shown.IsFull))
        {
            ct.ThrowIfCancellationRequested();
            shown.Write(block, shown.Asked(block) is { } range ? await original.ReadAsync(encoding, range, ct) : null);
        }
        shown.EndDocument();
    }
}
