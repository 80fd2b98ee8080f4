using System.Runtime.CompilerServices;
using Strata.Documents.Programs;
using Strata.Parsing;
using Strata.Parsing.Html;
using Strata.Parsing.Zip;

namespace Strata.Tests.Documents;

/// <summary>
/// <c>docs/reference/formats.md</c> is made from the parsers: from what they say of themselves and what they make of samples.
/// </summary>
public sealed class FormatsReferenceTests
{
    [Fact]
    public async Task The_table_of_formats_is_what_the_parsers_do()
    {
        var path = Path.Combine(Root(), "docs", "reference", "formats.md");
        var page = await PageAsync();
        if (Environment.GetEnvironmentVariable("STRATA_UPDATE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(path, page, TestContext.Current.CancellationToken);
        }

        (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).ShouldBe(
            page,
            "run with STRATA_UPDATE_DOCS=1 and commit docs/reference/formats.md"
        );
    }

    public static TheoryData<string> Ids => [.. Parsers.All.Select(parser => parser.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Types_of_blocks_that_a_parser_names_are_those_that_it_makes(string id)
    {
        var parser = Parsers.All.Single(p => p.Id == id);
        var made = new SortedSet<BlockType>();
        foreach (var source in FormatSamples.Of(id).Concat(FurtherSamples.Of(id)).Concat(Files(id)))
        {
            made.UnionWith((await BlocksAsync(parser, source)).Select(block => block.Type));
        }

        made.ShouldBe(parser.BlockTypes);
    }

    /// <summary>The golden files, the papers with known layouts and the samples that are of the parser's format.</summary>
    private static IEnumerable<byte[]> Files(string id)
    {
        string[] folders =
        [
            Parsing.Office.Rendered.FilePath(""),
            Path.Combine(Root(), "samples"),
            Path.Combine(Root(), "tests", "Strata.Tests", "Documents", "Fixtures"),
        ];
        foreach (
            var file in folders
                .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
                .Order(StringComparer.Ordinal)
        )
        {
            using var source = File.OpenRead(file);
            if (Parsers.For(MediaTypes.Explain(source, file, null).MediaType)?.Id == id)
            {
                yield return File.ReadAllBytes(file);
            }
        }
    }

    private static async Task<List<Block>> BlocksAsync(IParser parser, byte[] sample)
    {
        using var source = new MemoryStream(sample);
        await using var converted = parser.Conversion is { } conversion
            ? await Conversions.ConvertAsync(
                conversion,
                source,
                parser.MediaTypes.FirstOrDefault(MediaTypes.Pdf),
                null,
                TestContext.Current.CancellationToken
            )
            : null;
        return [.. parser.Parse(converted?.Content ?? source, null, ParseBudget.Default).SelectMany(document => document.Blocks)];
    }

    private static async Task<string> PageAsync()
    {
        var page = new StringBuilder(
            """
            # Formats

            Made from the parsers by a test: what each says of itself, which samples and golden files bear out, each type of block by one at least. A source's format is told by its
            content, then by its name (`strata documents show` says which settled it). *Locators* are what leads from a value to the original:
            **bytes** of the source itself (HTML: by way of the document's own text), or bytes of the document's own text and from there the places
            named; **none**: the program that reads the format gives no positions, and a value stands in the document's own text only. *Limits* are those that
            end the sample's document when they are set to next to nothing (*whole source*: it is held whole, and no longer than a block), beside the longest block,
            the blocks of a document and the time, which hold for all.

            | parser | media types | blocks | locators | limits | needs |
            |---|---|---|---|---|---|

            """
        );
        foreach (var parser in Parsers.All.OrderBy(p => p.Id, StringComparer.Ordinal))
        {
            var locators = await LocatorsAsync(parser);
            var limits = string.Join(", ", await LimitsAsync(parser));
            var needs = parser.Conversion is { } conversion
                ? string.Join(
                    ", ",
                    Conversions.Programs(conversion).Where(p => p != ExternalProgram.PdfReader).Select(p => p.Package).Distinct()
                )
                : "";
            page.Append(
                CultureInfo.InvariantCulture,
                $"| {parser.Id} {parser.Version}{(parser is IContainerParser ? " (members become sources)" : "")} | {string.Join(", ", parser.MediaTypes)} | {string.Join(", ", parser.BlockTypes.Select(BlockViews.NameOf))} | {locators} | {limits} | {needs} |\n"
            );
        }
        var budget = ParseBudget.Default;
        page.Append(
            CultureInfo.InvariantCulture,
            $"""

            ## What is not read

            | parser | left out |
            |---|---|
            | docx | emphasis and colours, so that text which only they hide is read as shown; a style of a table or the document's defaults that hide text; pictures, of which the alternative text is told; shapes drawn upon charts, and the newer kinds of charts (waterfall, funnel, map…), of which a figure tells; embedded objects and the workbooks of charts; WordArt of Word 2003; documents that it links to. What is put in (`w:altChunk`) is read where it is DOCX, HTML, MHTML or plain text; another format is a figure that names the part, and a note. Tracked changes are read as accepted, fields by their last results, macros never |
            | pptx | emphasis; pictures, of which the alternative text is told; the newer kinds of charts; embedded objects and the workbooks of charts; what stands on masters and layouts alone; animations |
            | xls | errors (`#N/A`, `#DIV/0!`…), which the library gives as empty cells; formulas, of which the value that Excel last computed is read; comments; pictures and charts; that a part of a cell's text is raised or lowered |
            | xlsx | pictures and charts; formulas are kept as notes of their rows, one that several cells share at the first of them, and their last value is read |
            | asciidoc, rst, latex, org | what a source includes from other files: the document says so, and the run is `partial` |
            | html | scripts, styles, the controls of forms; emphasis |
            | pdf, pdfpig | pictures; footnotes and captions are paragraphs; in Arabic words lam and alef drawn as one sign may change places |
            | pdfpig | which stands in for pdf where poppler is not installed: scans, which are told; after a page that is damaged, all that follow |
            | mail, mbox | of a text that comes as plain text and as HTML the form that says less: of the HTML it is asked whether it has numbers, amounts, dates or addresses that the plain text lacks, more than the other way round, else twice as many letters or a table. The fact `read_as` says why the HTML was read, `not_read` what only the other form says |
            | fb2 | tables, which pandoc 2 leaves out |
            | epub | that a paragraph, an item or a cell hides itself (pandoc 2): its text is read as any other |
            | odt | text boxes and comments; tables of contents and indexes; tracked changes are read as accepted, without a note; that a cell covers several rows or columns: those are empty cells; that a style hides by the one it is based on |
            | rtf | text boxes and comments; of more than 64 MiB the footnotes that LibreOffice writes and hidden text, and a list right before a table goes into its first cell; some headings are items of lists (pandoc 2). Tracked changes are read as accepted, without a note; that a cell covers several rows or columns: those are empty cells; text that only a style hides is read as any other |
            | yaml | collections behind an alias, but by merge keys (`<<`): the alias stays as it is written |

            ## Limits

            What exceeds a limit ends the document with a note that names it; what came before is kept, and the run is `partial`; where nothing came before, it `failed`.

            | limit | value |
            |---|---|
            | longest block | {budget.MaxBlockBytes} bytes |
            | blocks in a document | {budget.MaxBlocks} |
            | nesting | {budget.MaxDepth} |
            | fields in a record | {budget.MaxFields} |
            | bytes that a container may expand to, members together | {budget.MaxExpandedBytes} |
            | how many times its size a member of a ZIP, or what gzip packed, may expand to; up to {ZipMembers.RatioCounts} bytes it may as often as it likes | {ZipMembers.MaxRatio} |
            | members of a container, at all depths | {budget.MaxMembers} |
            | pages, slides or sheets | {budget.MaxPages} |
            | what must be held whole to read the rest (strings of a workbook, footnotes) | {budget.MaxHeldBytes} bytes |
            | a parser's own work on a source of up to 1 GiB | {budget.MaxTime.TotalSeconds} seconds |
            | tags and texts of an HTML page | {HtmlSource.MaxTokens} |
            | elements of an HTML page open at once; tags of further ones are passed over, which the document says: as a remark, or, where they are of mere looks (`b`, `font`, `span`…), as the fact `formatting_passed_over` | {HtmlSource.MaxOpen}, of formatting {HtmlNesting.MaxInline} |
            | taken from memory for the tree of an HTML page | {HtmlSource.MaxTreeBytes} bytes |
            | containers inside containers | {Sources.MemberBudget.MaxDepth} |

            """
        );
        return page.ToString().ReplaceLineEndings("\n");
    }

    private static async Task<string> LocatorsAsync(IParser parser)
    {
        var places = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var sample in FormatSamples.Of(parser.Id))
        {
            using var source = new MemoryStream(sample);
            await using var converted = parser.Conversion is { } conversion
                ? await Conversions.ConvertAsync(
                    conversion,
                    source,
                    parser.MediaTypes.FirstOrDefault(MediaTypes.Pdf),
                    null,
                    TestContext.Current.CancellationToken
                )
                : null;
            foreach (var document in parser.Parse(converted?.Content ?? source, null, ParseBudget.Default))
            {
                places.UnionWith(
                    document
                        .Blocks.ToList()
                        .SelectMany(block => document.IsRendered ? block.Spans.SelectMany(s => Kinds(s.Place)) : ["bytes"])
                );
            }
        }

        return places.Count == 0 ? "none" : string.Join(", ", places);
    }

    /// <summary>The limits that are named where the samples are read with next to none of each.</summary>
    private static async Task<SortedSet<string>> LimitsAsync(IParser parser)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        byte[][] deep = parser.Id is "json" or "jsonl" ? ["{\"a\":1,\"b\":{\"c\":[1]}}"u8.ToArray()] : [];
        foreach (var sample in FormatSamples.Of(parser.Id).Concat(deep))
        {
            using var source = new MemoryStream(sample);
            await using var converted = parser.Conversion is { } conversion
                ? await Conversions.ConvertAsync(
                    conversion,
                    source,
                    parser.MediaTypes.FirstOrDefault(MediaTypes.Pdf),
                    null,
                    TestContext.Current.CancellationToken
                )
                : null;
            (string Name, ParseBudget Budget)[] budgets =
            [
                ("nesting", ParseBudget.Default with { MaxDepth = 1 }),
                ("fields", ParseBudget.Default with { MaxFields = 1 }),
                ("expanded bytes", ParseBudget.Default with { MaxExpandedBytes = 16 }),
                ("members", ParseBudget.Default with { MaxMembers = 0 }),
                ("pages", ParseBudget.Default with { MaxPages = 0 }),
                ("held bytes", ParseBudget.Default with { MaxHeldBytes = 16 }),
                ("whole source", ParseBudget.Default with { MaxBlockBytes = (int)(converted?.Content ?? source).Length - 1 }),
            ];
            foreach (var (name, budget) in budgets)
            {
                var content = converted?.Content ?? source;
                content.Position = 0;
                var said = Said(parser, content, budget);
                // A block that is too long is a limit of all; that a source must be held whole, and is none longer than a block, is not.
                // JSON is read value by value.
                if (
                    said.Exists(reason =>
                        name == "whole source"
                            ? reason.Blocks == 0
                                && parser.Id is not ("json" or "jsonl")
                                && reason.Text.Contains("MaxBlockBytes", StringComparison.Ordinal)
                            : reason.Text.Contains("(Max", StringComparison.Ordinal)
                                || reason.Text.Contains("of Max", StringComparison.Ordinal)
                    )
                )
                {
                    found.Add(name);
                }
            }
        }

        return found;
    }

    private static List<(string Text, int Blocks)> Said(IParser parser, Stream content, ParseBudget budget)
    {
        var said = new List<(string, int)>();
        try
        {
            foreach (var document in parser.Parse(content, null, budget))
            {
                var blocks = document.Blocks.Count();
                said.AddRange(document.Diagnostics.Select(diagnostic => (diagnostic.Reason, blocks)));
            }
        }
        catch (InvalidDataException e)
        {
            said.Add((e.Message, 0));
        }

        return said;
    }

    private static IEnumerable<string> Kinds(Place place)
    {
        (string Name, bool Has)[] kinds =
        [
            ("part", place.Part is not null),
            ("path", place.Path is not null),
            ("bytes", place is { Bytes: not null, Part: null }),
            ("bytes of the part", place is { Bytes: not null, Part: not null }),
            ("page", place.Page is not null),
            ("box", place.Box is not null),
            ("sheet", place.Sheet is not null),
            ("cells", place.Cells is not null),
        ];
        return kinds.Where(k => k.Has).Select(k => k.Name);
    }

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
