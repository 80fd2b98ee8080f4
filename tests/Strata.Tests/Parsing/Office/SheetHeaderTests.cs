using Strata.Parsing.Sheets;

namespace Strata.Tests.Parsing.Office;

/// <summary>Which row of a sheet names its columns.</summary>
public sealed class SheetHeaderTests
{
    [Fact]
    public void Labels_with_their_values_beside_them_are_no_header()
    {
        var form = Rows(
            (1, "Bramble Catering| | |INVOICE"),
            (4, "Bill to|Somerset Barns Ltd|Invoice no|BC-0415"),
            (5, " |Manor Farm, Bruton|Invoice date|2026-05-18"),
            (6, " | |Due date|2026-06-01"),
            (8, "Description|Qty|Unit price|Amount"),
            (9, "Canapés|=120|=6.5|=780"),
            (10, "Linen|=1|=88|=88"),
            (11, " | |Total|=868")
        );

        SheetHeader.Find(form).ShouldBe((4, 2));
        SheetHeader.Find(form[1..4]).ShouldBeNull();
    }

    [Fact]
    public void Wider_names_behind_an_empty_row_are_those_of_the_table() =>
        SheetHeader
            .Find(
                Rows(
                    (1, "Bill to|Ship to|Contact"),
                    (2, "Somerset Barns|Manor Farm 2|Ann"),
                    (3, "Frome|Bruton 9|Bob"),
                    (5, "Description|Qty|Amount"),
                    (6, "Canapés|=120|=780"),
                    (7, "Linen|=1|=88")
                )
            )
            .ShouldBe((3, 2));

    [Theory]
    [InlineData("Region|Q1 2026|Q2 2026", "North|=10|=12", "South|=9|=11", "West|=3|=4")]
    [InlineData("Name|Line 1|City", "Ann|4 Mill Brow|Kendal", "Bob|9 Low Street|Frome", "Cy|11 High Street|Bath")]
    [InlineData("Name|Born|City", "Ann|1985-04-12|Kendal", "Bob|1990-01-30|Frome", "Cy|1979-11-02|Bath")]
    public void Names_with_figures_are_names(string header, string first, string second, string third) =>
        SheetHeader.Find(Rows((1, header), (2, first), (3, second), (4, third))).ShouldNotBeNull().Index.ShouldBe(0);

    /// <summary>A number begins with an equals sign.</summary>
    private static SheetRow[] Rows(params (int Number, string Cells)[] rows) =>
        [
            .. rows.Select(row => new SheetRow(
                row.Number,
                [
                    .. row
                        .Cells.Split('|')
                        .Select(
                            (text, column) =>
                                new SheetCell(
                                    column,
                                    $"{(char)('A' + column)}{row.Number}",
                                    text.TrimStart('='),
                                    text.StartsWith('=') ? text[1..] : null
                                )
                        )
                        .Where(cell => !string.IsNullOrWhiteSpace(cell.Text)),
                ],
                IsHidden: false
            )),
        ];
}
