using Strata.Testing;

namespace Strata.Hostile;

/// <summary>A small file can't fill the disk by referring to one text many times.</summary>
public sealed class RepeatedTextTests
{
    [Theory, DatabaseData, Trait("req", "G10"), Trait("req", "D24")]
    public async Task A_workbook_of_references_to_one_string_is_kept_up_to_the_limit_and_says_so(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);

        var result = await store.Alice.IngestAsync("orders.xlsx", Workbook(new string('x', 1_000_000), 200));

        var run = result.Run.ShouldNotBeNull();
        run.Status.ShouldBe(RunStatus.Partial);
        run.Errors.ShouldContain(error => error.Contains("repeats what it holds") && error.Contains("more than 67108864 characters"));
        new DirectoryInfo(store.Folder)
            .EnumerateFiles("*", SearchOption.AllDirectories)
            .Sum(file => file.Length)
            .ShouldBeLessThan(150_000_000);
    }

    private static byte[] Workbook(string shared, int rows)
    {
        const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        const string Packages = "http://schemas.openxmlformats.org/package/2006/relationships";
        return Testing.Office.Zip(
            (
                "[Content_Types].xml",
                """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"""u8.ToArray()
            ),
            Part(
                "_rels/.rels",
                $"""<Relationships xmlns="{Packages}"><Relationship Id="rId1" Type="{Office}/officeDocument" Target="xl/workbook.xml"/></Relationships>"""
            ),
            Part(
                "xl/_rels/workbook.xml.rels",
                $"""<Relationships xmlns="{Packages}"><Relationship Id="rId1" Type="{Office}/worksheet" Target="sheet1.xml"/><Relationship Id="rId2" Type="{Office}/sharedStrings" Target="strings.xml"/></Relationships>"""
            ),
            Part(
                "xl/workbook.xml",
                $"""<workbook xmlns="{Main}" xmlns:r="{Office}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"""
            ),
            Part("xl/strings.xml", $"""<sst xmlns="{Main}"><si><t>{shared}</t></si></sst>"""),
            Part(
                "xl/sheet1.xml",
                $"""<worksheet xmlns="{Main}"><sheetData>{string.Concat(Enumerable.Repeat("""<row><c t="s"><v>0</v></c></row>""", rows))}</sheetData></worksheet>"""
            )
        );
    }

    private static (string, byte[]) Part(string name, string content) => (name, Encoding.UTF8.GetBytes(content));
}
