namespace Strata.Parsing;

public sealed class EnclosingPlacesTests
{
    [Fact]
    public void Boxes_of_a_page_and_cells_of_a_sheet_are_put_together_and_nothing_else()
    {
        Place[] places =
        [
            new() { Page = 1, Box = new(10, 20, 5, 5, 600, 800) },
            new() { Part = "word/document.xml", Path = "/w:p[3]" },
            new() { Sheet = "A", Cells = "C9" },
            new() { Page = 1, Box = new(30, 10, 10, 5, 600, 800) },
            new() { Page = 2, Box = new(1, 2, 3, 4, 600, 800) },
            new() { Page = 3 },
            new() { Sheet = "A", Cells = "AA7:AB8" },
            new() { Sheet = "B", Cells = "D4" },
        ];

        EnclosingPlaces
            .Of(places)
            .ShouldBe([
                new() { Page = 1, Box = new(10, 10, 30, 15, 600, 800) },
                new() { Sheet = "A", Cells = "C7:AB9" },
                new() { Page = 2, Box = new(1, 2, 3, 4, 600, 800) },
                new() { Sheet = "B", Cells = "D4" },
            ]);
        EnclosingPlaces.Of([]).ShouldBeEmpty();
    }
}
