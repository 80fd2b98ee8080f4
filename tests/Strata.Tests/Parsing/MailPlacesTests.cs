using System.Net;
using System.Text.RegularExpressions;
using Strata.Parsing;
using Strata.Tests.Parsing.Office;

namespace Strata.Tests.Parsing;

/// <summary>
/// Every place of the mails that mail programs wrote is looked up again in the mail, its parts and encodings undone without any parser.
/// </summary>
public sealed partial class MailPlacesTests
{
    public static TheoryData<string> Mails =>
        [.. Directory.EnumerateFiles(Rendered.FilePath(""), "*.eml").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Mails))]
    public void Text_at_the_bytes_of_a_part_is_the_blocks_text(string name)
    {
        var source = File.ReadAllBytes(Rendered.FilePath(name));
        var (_, blocks) = Rendered.One(Parsers.For(MediaTypes.Mail).ShouldNotBeNull(), source);
        foreach (var block in blocks)
        {
            foreach (var (range, place) in block.Spans)
            {
                var text = Encoding.UTF8.GetString(
                    Encoding.UTF8.GetBytes(block.Text),
                    (int)(range.Start - block.Range.Start),
                    (int)range.Length
                );
                var said = Letters(text);
                if (place.Bytes is not { } bytes)
                {
                    // Where a link of HTML leads, which is no text of the part, and a table, which has none.
                    (text.Length == 0 ? block.Type == BlockType.Table : text.Trim() is ['<', .., '>']).ShouldBeTrue(
                        $"block {block.Index} has no bytes for '{text}'"
                    );
                    continue;
                }

                if (place.Part is null)
                {
                    Letters(Words(Encoding.UTF8.GetString(source, (int)bytes.Start, (int)bytes.Length))).ShouldEndWith(said);
                }
                else
                {
                    var (content, charset, isHtml) = Part(Encoding.Latin1.GetString(source), place.Part.Split('.').Select(int.Parse));
                    var raw = charset.GetString(content, (int)bytes.Start, (int)bytes.Length);
                    Letters(isHtml ? WebUtility.HtmlDecode(raw) : raw)
                        .ShouldBe(said, $"block {block.Index} at {bytes} of part {place.Part}");
                }
            }

            if (block.Type != BlockType.Message)
            {
                string.Concat(
                        block.Spans.Select(span =>
                            Letters(
                                Encoding.UTF8.GetString(
                                    Encoding.UTF8.GetBytes(block.Text),
                                    (int)(span.Range.Start - block.Range.Start),
                                    (int)span.Range.Length
                                )
                            )
                        )
                    )
                    .ShouldBe(Letters(block.Text), $"places of block {block.Index} leave letters out");
            }
        }
    }

    /// <summary>RFC 2045 and 2046: the part by its numbers, its transfer encoding undone.</summary>
    private static (byte[] Content, Encoding Charset, bool IsHtml) Part(string entity, IEnumerable<int> path)
    {
        var cut = HeaderEnd().Match(entity);
        var (header, body) = (Folding().Replace(entity[..cut.Index], " "), entity[(cut.Index + cut.Length)..]);
        if (Boundary().Match(header) is { Success: true } boundary)
        {
            var mark = "\n--" + boundary.Groups[1].Value.Trim('"');
            return Part($"\n{body}".Split(mark)[path.First()].TrimStart('\r')[1..], path.Skip(1));
        }

        var content = Encoding.Latin1.GetBytes(body);
        var encoding = Transfer().Match(header).Groups[1].Value.ToLowerInvariant();
        content =
            encoding == "base64" ? Convert.FromBase64String(body)
            : encoding == "quoted-printable" ? Quoted(body, underscores: false)
            : content;
        return (
            content,
            Encoding.GetEncoding(Charset().Match(header) is { Success: true } named ? named.Groups[1].Value : "utf-8"),
            header.Contains("text/html", StringComparison.OrdinalIgnoreCase)
        );
    }

    /// <summary>RFC 2047: words of a header, those beside each other joined.</summary>
    private static string Words(string header) =>
        EncodedWord()
            .Replace(
                Between().Replace(header, "?=$1"),
                word =>
                {
                    var content = word.Groups[3].Value;
                    var bytes = word.Groups[2].Value is "B" or "b" ? Convert.FromBase64String(content) : Quoted(content, underscores: true);
                    return Encoding.GetEncoding(word.Groups[1].Value).GetString(bytes);
                }
            );

    private static byte[] Quoted(string text, bool underscores)
    {
        var whole = SoftBreak().Replace(text, "");
        whole = underscores ? whole.Replace('_', ' ') : whole;
        return Encoding.Latin1.GetBytes(
            Hex()
                .Replace(
                    whole,
                    hex => ((char)int.Parse(hex.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString()
                )
        );
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));

    [GeneratedRegex(@"\A\r?\n|\r?\n\r?\n")]
    private static partial Regex HeaderEnd();

    [GeneratedRegex("=\r?\n")]
    private static partial Regex SoftBreak();

    [GeneratedRegex("=([0-9A-Fa-f]{2})")]
    private static partial Regex Hex();

    [GeneratedRegex("\r?\n[ \t]+")]
    private static partial Regex Folding();

    [GeneratedRegex("boundary=(\"[^\"]+\"|[^;\\s]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Boundary();

    [GeneratedRegex("^Content-Transfer-Encoding: *(\\S+)", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex Transfer();

    [GeneratedRegex("charset=\"?([^\";\\s]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Charset();

    [GeneratedRegex(@"=\?([^?]+)\?([BbQq])\?([^?]*)\?=")]
    private static partial Regex EncodedWord();

    [GeneratedRegex(@"\?=\s+(=\?)")]
    private static partial Regex Between();
}
