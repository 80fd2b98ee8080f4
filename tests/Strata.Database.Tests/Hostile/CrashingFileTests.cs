using Strata.Parsing;
using Strata.Testing;

namespace Strata.Hostile;

/// <summary>A file that a parser did not foresee is that file's failure, with a code, and no other's.</summary>
public sealed class CrashingFileTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData]
    public async Task Footnotes_in_metadata_and_sheets_without_a_name_are_read(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var zip = Office.Zip(
            ("a.xls", OldExcel.Nameless(17, 18)),
            (
                "b.tex",
                "\\documentclass{article}\\title{Report\\footnote{Second edition.}}\\author{Ann\\footnote{Of Acme.}}\\begin{document}\\maketitle Text.\\end{document}"u8.ToArray()
            ),
            ("c.org", "#+TITLE: Plan[fn:1]\n#+AUTHOR: Ben[fn:2]\n\nText.\n\n[fn:1] A draft.\n[fn:2] Of Acme.\n"u8.ToArray()),
            ("d.csv", "external_id,date,amount,currency\nt1,2026-01-02,900.00,EUR\n"u8.ToArray())
        );

        var result = await store.Alice.IngestAsync("all.zip", zip);

        var members = result.Members.ShouldNotBeNull();
        members.Items.Where(m => m.Error is not null).ShouldBeEmpty();
        (members.Count, members.FailedCount).ShouldBe((4, 0));
        result.Run.ShouldNotBeNull().Status.ShouldBe(RunStatus.Completed);
        (await BlocksAsync("a.xls")).Select(block => block.Text).ShouldContain(text => text.Contains("17", StringComparison.Ordinal));
        var report = await BlocksAsync("b.tex");
        report.Where(block => block.Type == BlockType.Footnote).Select(block => block.Text).ShouldBe(["Of Acme.", "Second edition."]);
        (await store.Alice.Runs.ListAsync(null, new PageRequest(), None)).Items.ShouldAllBe(run =>
            run.Status != RunStatus.Queued && run.Status != RunStatus.Running
        );

        async Task<IReadOnlyList<BlockView>> BlocksAsync(string path) =>
            (await store.Alice.Blocks.ListAsync(members.Items.Single(m => m.Path == path).SourceId!, new BlockQuery(), None)).Items;
    }

    [Theory, DatabaseData]
    public async Task What_is_wrong_with_a_damaged_file_is_said_in_words_for_people(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var book = Office.Xlsx(
            "S",
            [
                ["email", "name"],
                ["a@example.com", "Ann"],
            ]
        );
        (string Name, byte[] Content)[] files =
        [
            ("dtd.xlsx", Office.With(book, "xl/workbook.xml", "<!DOCTYPE a [<!ENTITY e 'x'>]><workbook/>")),
            ("open.xlsx", Office.With(book, "xl/worksheets/sheet1.xml", "<worksheet><sheetData><row></worksheet>")),
            ("cut.xlsx", book[..(book.Length / 2)]),
            ("a.xml", "<a><b>x</c></a>"u8.ToArray()),
            ("b.json", "{\"email\":\"b@example.com\",}"u8.ToArray()),
            ("c.json", "[1,]"u8.ToArray()),
            ("d.yaml", "a: \"\\x\"\nb: [1"u8.ToArray()),
            ("e.toml", "a = = 1\n"u8.ToArray()),
            ("f.pdf", "%PDF-1.7 broken"u8.ToArray()),
            ("g.docx", "PK\u0003\u0004 no package"u8.ToArray()),
        ];
        foreach (var (name, content) in files)
        {
            var result = await store.Alice.IngestAsync(name, content);

            var errors = string.Join(' ', result.Run.ShouldNotBeNull().Errors);
            errors.ShouldNotBeEmpty(name);
            foreach (
                var words in (string[])
                    ["DtdProcessing", "XmlReader", "Exception", "System.", "Parameter", "LineNumber", "Central Directory"]
            )
            {
                errors.ShouldNotContain(words, Case.Sensitive, name);
            }
        }
    }
}
