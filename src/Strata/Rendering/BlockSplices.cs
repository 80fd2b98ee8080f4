using System.Text.RegularExpressions;
using Strata.Documents;
using Strata.Parsing.Html;

namespace Strata.Rendering;

/// <summary>
/// Writes texts in place of whole blocks of a text source. Each is tried in the ways its format knows, and put in only if the parser then
/// reads that text in that block and everything else as before; so what comes out is what was meant, or the source.
/// </summary>
/// <param name="source">Seekable.</param>
internal sealed partial class BlockSplices(IParser? parser, Stream source, string? fileName)
{
    public const string NotFound = "the document has no such block any more";
    private const string ReadOtherwise = "with it, the source would be read otherwise than with this text in this block";
    private const int MaxTries = 64;

    /// <param name="revisions">At most one of each block.</param>
    /// <returns>Splices in source order, not overlapping, and what can't be put in.</returns>
    public async Task<(IReadOnlyList<Splice> Splices, IReadOnlyList<RevisionNotApplied> NotApplied)> OfAsync(
        IReadOnlyList<BlockText> revisions,
        CancellationToken ct
    )
    {
        if (parser is null || revisions.Count == 0)
        {
            return ([], [.. revisions.Select(r => r.NotApplied(NotFound))]);
        }
        var byPlace = revisions.ToDictionary(r => (r.Document.Part, r.Block));
        var refused = new List<RevisionNotApplied>();
        var waiting = await Task.Run(() => Ways(parser, byPlace, ct), ct);
        refused.AddRange(revisions.Except(waiting.Select(w => w.Revision)).Select(r => r.NotApplied(NotFound)));
        for (var tries = 0; waiting.Count > 0; tries++)
        {
            foreach (var none in waiting.Where(w => w.Splices.Count == 0))
            {
                refused.Add(none.Revision.NotApplied(none.Reason ?? ReadOtherwise));
            }
            waiting = [.. waiting.Where(w => w.Splices.Count > 0)];
            var splices = waiting.ConvertAll(w => w.Splices.Peek());
            var overlapping = waiting.Where((_, i) => i > 0 && splices[i].Range.Start < splices[i - 1].Range.End).ToList();
            if (overlapping.Count == 0)
            {
                var made = await Splicing.MakeAsync(source, splices, ct);
                await using var content = made.Content;
                overlapping = await Task.Run(() => Misread(parser, content, waiting, ct), ct);
            }
            if (overlapping.Count == 0)
            {
                return (splices, refused);
            }
            foreach (var way in tries < MaxTries ? overlapping : waiting)
            {
                way.Splices.Dequeue();
                if (tries >= MaxTries)
                {
                    way.Splices.Clear();
                }
            }
        }
        return ([], refused);
    }

    /// <summary>Returns how each text could be written, by place.</summary>
    private List<Way> Ways(IParser parser, Dictionary<(string, int), BlockText> revisions, CancellationToken ct)
    {
        var ways = new List<Way>();
        source.Position = 0;
        foreach (var document in ParseTime.Parse(parser, source, fileName, TimeProvider.System, ct))
        {
            var encoding = document.IsRendered ? SourceEncoding(document) : document.Encoding;
            foreach (var block in document.Blocks)
            {
                if (
                    !revisions.TryGetValue((document.Part, block.Index), out var revision)
                    || revision.Range is { } known && known != block.Range
                )
                {
                    continue;
                }
                var way = new Way(revision, document.Part, block);
                ways.Add(way);
                var range = document.IsRendered ? block.Source : block.Range;
                if (range is not { } whole || encoding is null)
                {
                    way.Reason = "the block has no byte range of its own in the source";
                    continue;
                }
                try
                {
                    foreach (var (place, text) in Written(parser.Id, document, block, whole, encoding, revision.Text))
                    {
                        var bytes = DeclaredValue.Strict(encoding).GetBytes(text);
                        way.Splices.Enqueue(
                            new Splice(place, bytes, text, encoding) { Block = block.Index, Declared = revision.Value(block.Range) }
                        );
                    }
                }
                catch (EncoderFallbackException e)
                {
                    way.Reason = DeclaredValue.Missing(encoding, e);
                    way.Splices.Clear();
                }
            }
        }
        ways.Sort((a, b) => Start(a).CompareTo(Start(b)));
        return ways;

        static long Start(Way way) => way.Splices.TryPeek(out var first) ? first.Range.Start : -1;
    }

    private static Encoding? SourceEncoding(ParsedDocument document) =>
        document.Facts.TryGetValue(ParsedDocument.EncodingFact, out var name) ? Encodings.Get(name) : null;

    private IEnumerable<(ByteRange Place, string Text)> Written(
        string format,
        ParsedDocument document,
        Block block,
        ByteRange whole,
        Encoding encoding,
        string text
    )
    {
        var raw = Text(whole, encoding);
        if (text.Length == 0)
        {
            return Removed(format, whole, encoding);
        }
        // The white space around it is the document's, and so are its line ends.
        var head = raw[..^raw.TrimStart().Length];
        var tail = raw.Length == head.Length ? "" : raw[raw.TrimEnd().Length..];
        text =
            raw.Contains("\r\n", StringComparison.Ordinal) || HasCrLf(whole, encoding)
                ? text.ReplaceLineEndings("\r\n")
                : text.ReplaceLineEndings("\n");
        if (document.IsRendered)
        {
            return OfPage(block, whole, raw, text);
        }
        var ways = new List<(ByteRange, string)>();
        var at = block.Text.Length == 0 ? -1 : raw.IndexOf(block.Text, StringComparison.Ordinal);
        if (at >= 0)
        {
            var inner = new ByteRange(whole.Start + encoding.GetByteCount(raw.AsSpan(0, at)), encoding.GetByteCount(block.Text));
            ways.Add((inner, text));
            if (format == "markdown")
            {
                ways.Add((inner, Escaped(text)));
            }
        }
        ways.Add((whole, head + text + tail));
        if (format == "markdown")
        {
            ways.Add((whole, head + Escaped(text) + tail));
        }
        return ways;
    }

    private static string Escaped(string text) =>
        string.Join(
            '\n',
            text.Split('\n').Select(l => MarkdownEscape.LineStart(MarkdownEscape.Inline(l.Replace("&", "&amp;", StringComparison.Ordinal))))
        );

    /// <summary>Between the tags where the text stands in one piece; else in place of all that is in the block's element.</summary>
    private static IEnumerable<(ByteRange Place, string Text)> OfPage(Block block, ByteRange whole, string raw, string text)
    {
        var written = HtmlText.Encode(text);
        if (block.Spans is [{ Place: { Part: null, Bytes: { } one } }])
        {
            yield return (one, written);
        }
        // Where tags stand in it, one that opens before it or closes behind it must not lose its other half.
        if (IsBalanced(raw))
        {
            yield return (whole, written);
        }
    }

    private static bool IsBalanced(string raw)
    {
        var open = new Stack<string>();
        for (var at = raw.IndexOf('<', StringComparison.Ordinal); at >= 0; at = raw.IndexOf('<', at + 1))
        {
            var end = raw.IndexOf('>', at);
            if (end < 0 || at + 1 == end)
            {
                return false;
            }
            var isEnd = raw[at + 1] == '/';
            var name = string.Concat(
                raw.AsSpan(at + (isEnd ? 2 : 1), end - at - (isEnd ? 2 : 1)).ToString().TakeWhile(char.IsLetterOrDigit)
            );
            if (isEnd && (!open.TryPop(out var last) || !last.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                return false;
            }
            if (!isEnd && name is not ("br" or "img" or "wbr" or "hr" or "input"))
            {
                open.Push(name);
            }
        }
        return open.Count == 0;
    }

    /// <summary>The block and what only stands there for its sake: its line end, the comma of a list, or the tags around it.</summary>
    private IEnumerable<(ByteRange Place, string Text)> Removed(string format, ByteRange whole, Encoding encoding)
    {
        const int Around = 4096;
        var before = Text(new ByteRange(Math.Max(0, whole.Start - Around), Math.Min(whole.Start, Around)), encoding);
        var after = Text(new ByteRange(whole.End, Math.Min(Around, source.Length - whole.End)), encoding);
        if (format == "json")
        {
            var spaces = after.Length - after.TrimStart().Length;
            if (spaces < after.Length && after[spaces] == ',')
            {
                var behind = after[(spaces + 1)..];
                yield return (Wider(0, spaces + 1 + behind.Length - behind.TrimStart().Length), "");
            }
            var kept = before.TrimEnd();
            if (kept is [.., ','])
            {
                yield return (Wider(before.Length - kept.Length + 1, 0), "");
            }
        }
        if (format is "csv" or "jsonl")
        {
            var end =
                after.StartsWith("\r\n", StringComparison.Ordinal) ? 2
                : after is ['\n' or '\r', ..] ? 1
                : 0;
            yield return (Wider(0, end), "");
        }
        if (format == "html" && BlockElement().Match(before) is { Success: true } opened)
        {
            var end = $"</{opened.Groups["name"].Value}>";
            if (after.StartsWith(end, StringComparison.OrdinalIgnoreCase))
            {
                yield return (Wider(opened.Length, end.Length), "");
            }
        }
        yield return (whole, "");

        ByteRange Wider(int left, int right)
        {
            var start = whole.Start - encoding.GetByteCount(before.AsSpan(before.Length - left));
            return new(start, whole.End + encoding.GetByteCount(after.AsSpan(0, right)) - start);
        }
    }

    [GeneratedRegex(
        @"<(?<name>p|li|h[1-6]|dt|dd|pre|blockquote|div)(\s[^<>]{0,2000})?>\z",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex BlockElement();

    private bool HasCrLf(ByteRange whole, Encoding encoding)
    {
        const int Beside = 256;
        return Text(new ByteRange(whole.End, Math.Min(Beside, source.Length - whole.End)), encoding)
                .Contains("\r\n", StringComparison.Ordinal)
            || Text(new ByteRange(Math.Max(0, whole.Start - Beside), Math.Min(whole.Start, Beside)), encoding)
                .Contains("\r\n", StringComparison.Ordinal);
    }

    private string Text(ByteRange range, Encoding encoding) => encoding.GetString(SourceSlices.ReadBytes(source, range));

    /// <summary>Returns what is not read as meant, up to where nothing can be told any more.</summary>
    private List<Way> Misread(IParser parser, Stream made, List<Way> waiting, CancellationToken ct)
    {
        var wrong = new HashSet<Way>();
        var ways = waiting.ToDictionary(w => (w.Part, w.Block.Index));
        Way? last = null;
        source.Position = 0;
        made.Position = 0;
        try
        {
            using var now = Blocks(parser, made, ct).GetEnumerator();
            var (has, differs) = (now.MoveNext(), false);
            foreach (var (part, block) in Blocks(parser, source, ct))
            {
                var way = ways.GetValueOrDefault((part, block.Index));
                last = way ?? last;
                if (way?.Revision.Text.Length == 0)
                {
                    continue;
                }
                if (!has || now.Current.Block.Type != block.Type || now.Current.Part != part)
                {
                    differs = true;
                    break;
                }
                if (way is not null ? !Says(block, now.Current.Block, way.Revision.Text) : !IsSame(block, now.Current.Block))
                {
                    if (way is null)
                    {
                        differs = true;
                        break;
                    }
                    wrong.Add(way);
                }
                has = now.MoveNext();
            }
            if ((differs || has) && wrong.Count == 0)
            {
                // A text may change how the rest is read, up to the end.
                wrong.Add(last ?? waiting[0]);
            }
        }
        catch (Exception e) when (e is InvalidDataException or FormatException)
        {
            wrong.Add(last ?? waiting[^1]);
        }
        return [.. waiting.Where(wrong.Contains)];
    }

    private static bool Says(Block old, Block made, string text) =>
        string.Equals(Spaced(made.Text), Spaced(text), StringComparison.Ordinal)
        && old.Level == made.Level
        && old.Fields.Count > 0 == made.Fields.Count > 0
        && (old.Fields.Count == 0 || old.Fields[0].Json is not null || old.Fields.Count == made.Fields.Count);

    private static bool IsSame(Block old, Block made) =>
        old.Level == made.Level
        && string.Equals(old.Text, made.Text, StringComparison.Ordinal)
        && old.Fields.Select(f => (f.Name, f.Text)).SequenceEqual(made.Fields.Select(f => (f.Name, f.Text)))
        && old.Cells.Select(c => (c.Row, c.Column, c.Text)).SequenceEqual(made.Cells.Select(c => (c.Row, c.Column, c.Text)));

    private static string Spaced(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private IEnumerable<(string Part, Block Block)> Blocks(IParser parser, Stream content, CancellationToken ct)
    {
        content.Position = 0;
        return ParseTime.Parse(parser, content, fileName, TimeProvider.System, ct).SelectMany(d => d.Blocks, (d, b) => (d.Part, b));
    }

    /// <summary>A text, its block, and the ways of writing it that are left.</summary>
    private sealed class Way(BlockText revision, string part, Block block)
    {
        public BlockText Revision => revision;

        public string Part => part;

        public Block Block => block;

        public Queue<Splice> Splices { get; } = [];

        public string? Reason { get; set; }
    }
}
