using Strata.Parsing;
using Strata.Parsing.Pdf;

namespace Strata.Tests.Documents;

/// <summary>
/// Tables whose cells nearly touch, or stand at the bottom or in the middle of their rows, as LibreOffice sets them. Drawn as words:
/// from-to, top, text; each is 11 points high.
/// </summary>
public sealed class TightTableTests
{
    [Theory]
    [InlineData(
        "amounts beside prices",
        "50-95 50 Description;165-180 50 Qty;195-215 50 Price;235-275 50 Amount;50-80 64 Filter;83-115 64 element;170-180 64 33;183-215 64 608.80;227-275 64 20,090.40;50-90 78 Hydraulic;93-110 78 hose;170-180 78 40;188-215 78 54.60;231-275 78 2,184.00;50-80 92 Paint;175-180 92 8;183-215 92 174.57;231-275 92 1,396.56",
        "Description|Qty|Price|Amount/Filter element|33|608.80|20,090.40/Hydraulic hose|40|54.60|2,184.00/Paint|8|174.57|1,396.56"
    )]
    [InlineData(
        "a description that reaches to the quantity",
        "50-95 50 Description;110-120 50 Qty;200-240 50 Amount;50-80 64 Sealing;83-107 64 copper;110-120 64 29;213-240 64 614.10;50-80 78 Travel;115-120 78 4;213-240 78 222.05;50-100 92 Documents;110-120 92 20;213-240 92 656.04",
        "Description|Qty|Amount/Sealing copper|29|614.10/Travel|4|222.05/Documents|20|656.04"
    )]
    [InlineData(
        "texts under names",
        "50-70 50 Item;75-120 50 Description;160-175 50 Qty;220-250 50 Price;50-72 64 X929;75-100 64 Valve;165-175 64 31;223-250 64 360.20;50-72 78 X101;75-130 78 Bearing;165-175 78 39;223-250 78 299.37;50-72 92 B266;75-98 92 Filter;165-175 92 10;223-250 92 577.78",
        "Item|Description|Qty|Price/X929|Valve|31|360.20/X101|Bearing|39|299.37/B266|Filter|10|577.78"
    )]
    [InlineData(
        "thousands set apart by a space, with their currency",
        "50-95 50 Text;220-250 50 Price;50-80 64 Roof;210-217 64 €;220-227 64 2;230-250 64 000,00;50-80 78 Door;215-222 78 €;225-250 78 744,00;50-80 92 Wall;203-209 92 €;213-227 92 12;230-250 92 500,00",
        "Text|Price/Roof|€ 2 000,00/Door|€ 744,00/Wall|€ 12 500,00"
    )]
    [InlineData(
        "texts that are alike but for their numbers",
        "50-85 50 Sheet;170-200 50 Place;50-70 64 Page;73-78 64 1;170-200 64 Folder;203-208 64 4;50-70 78 Page;73-78 78 2;170-200 78 Folder;203-208 78 7;50-70 92 Page;73-78 92 3;170-200 92 Folder;203-208 92 9",
        "Sheet|Place/Page 1|Folder 4/Page 2|Folder 7/Page 3|Folder 9"
    )]
    [InlineData(
        "a number that reaches further to the left than its name is to the right",
        "54-104 50 Description;254-300 50 Hours;310-331 50 Rate;428-460 50 Amount;54-150 63 Workshop;302-308 63 6;388-419 63 95.00;428-460 63 570.00;54-140 76 Logo;283-308 76 14.50;388-419 76 95.00;420-460 76 1,377.50;54-120 89 Licence;302-308 89 1;382-419 89 129.00;428-460 89 129.00;54-130 102 Templates;302-308 102 8;388-419 102 85.00;428-460 102 680.00",
        "Description|Hours|Rate|Amount/Workshop|6|95.00|570.00/Logo|14.50|95.00|1,377.50/Licence|1|129.00|129.00/Templates|8|85.00|680.00"
    )]
    [InlineData(
        "type of one width, whose space is as wide as a letter",
        "50-58 50 1;66-114 50 Turkey;122-154 50 Club;240-280 50 11.49;50-58 64 2;66-106 64 Matzo;114-146 64 Ball;240-280 64 15.90;50-58 78 3;66-106 78 Black;114-122 78 +;130-170 78 White;248-280 78 8.25",
        "1|Turkey Club|11.49/2|Matzo Ball|15.90/3|Black + White|8.25"
    )]
    [InlineData(
        "names of two words over short dates",
        "50-105 50 Transaction;108-130 50 Date;133-165 50 Posting;168-190 50 Date;193-225 50 Activity;260-290 50 Amount;50-70 64 JUN;73-83 64 02;133-153 64 JUN;156-166 64 03;193-240 64 Grocer;266-290 64 96.31;50-70 78 JUN;73-83 78 05;133-153 78 JUN;156-166 78 06;193-230 78 Transit;266-290 78 40.00;50-70 92 JUN;73-83 92 11;133-153 92 JUN;156-166 92 12;193-235 92 Books;266-290 92 28.19",
        "Transaction Date|Posting Date|Activity|Amount/JUN 02|JUN 03|Grocer|96.31/JUN 05|JUN 06|Transit|40.00/JUN 11|JUN 12|Books|28.19"
    )]
    [InlineData(
        "a date that a narrow cell breaks",
        "50-85 50 Date;120-165 50 Due;200-240 50 Ref;260-300 50 Code;50-85 64 2026-07-;120-165 64 2026-08-01;200-235 64 Cold;260-300 64 JFX82;50-60 72 02;200-230 72 room",
        "Date|Due|Ref|Code/2026-07- 02|2026-08-01|Cold room|JFX82"
    )]
    public void What_nearly_touches_is_in_cells_of_its_own(string what, string drawn, string expected) =>
        Rows(drawn).ShouldBe(expected, what);

    [Theory]
    [InlineData(
        "at the bottom",
        "50-95 50 Description;165-180 50 Qty;235-275 50 Amount;50-95 67 Maintenance;98-108 67 of;50-72 78 pump;170-180 78 18;231-275 78 3,659.40;50-80 95 Paint;170-180 95 35;227-275 95 23,168.60;50-95 112 Replacement;98-108 112 of;50-72 123 bearing;170-180 123 19;227-275 123 14,297.69",
        "Description|Qty|Amount/Maintenance of pump|18|3,659.40/Paint|35|23,168.60/Replacement of bearing|19|14,297.69"
    )]
    [InlineData(
        "in the middle",
        "50-95 50 Description;165-180 50 Qty;235-275 50 Amount;50-95 67 Maintenance;98-108 67 of;170-180 73 18;231-275 73 3,659.40;50-72 79 pump;50-80 96 Paint;170-180 96 35;227-275 96 23,168.60;50-95 113 Replacement;98-108 113 of;170-180 119 19;227-275 119 14,297.69;50-72 125 bearing",
        "Description|Qty|Amount/Maintenance of pump|18|3,659.40/Paint|35|23,168.60/Replacement of bearing|19|14,297.69"
    )]
    [InlineData(
        "at the bottom, where the first two columns nearly touch",
        "50-70 50 Item;75-120 50 Description;165-180 50 Qty;235-275 50 Amount;75-120 67 Maintenance;50-72 78 X828;75-95 78 pump;170-180 78 18;231-275 78 3,659.40;50-72 95 B409;75-100 95 Paint;170-180 95 35;227-275 95 23,168.60;75-120 112 Replacement;123-133 112 of;50-72 123 B122;75-110 123 bearing;170-180 123 19;227-275 123 14,297.69",
        "Item|Description|Qty|Amount/X828|Maintenance pump|18|3,659.40/B409|Paint|35|23,168.60/B122|Replacement of bearing|19|14,297.69"
    )]
    public void Cells_of_one_line_are_in_the_row_of_the_cells_of_several_beside_them(string what, string drawn, string expected) =>
        Rows(drawn).ShouldBe(expected, what);

    /// <summary>Rows as close as the lines of their cells: whose a line is can't be told.</summary>
    [Fact]
    public void No_word_is_lost_where_rows_stand_as_close_as_lines()
    {
        const string drawn =
            "50-80 50 Filter;50-85 61 element;170-180 61 10;231-275 61 4,824.10;50-80 72 Hydraulic;50-85 83 hose;170-180 83 23;231-275 83 8,481.48;50-80 94 Travel;170-180 94 14;231-275 94 6,531.28";

        var blocks = Blocks(drawn);

        blocks
            .SelectMany(block => block.Text.Split([' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries))
            .Order()
            .ShouldBe(drawn.Split(';').Select(word => word.Split(' ')[2]).Order());
    }

    [Theory]
    [InlineData(
        "50-95 50 Description;165-180 50 Qty;235-275 50 Amount;50-80 64 Filter;170-180 64 33;227-275 64 20,090.40;50-80 78 Paint;175-180 78 8;231-275 78 1,396.56",
        null
    )]
    [InlineData(
        "50-95 50 Text;170-185 50 Price;195-240 50 Amount;50-80 64 Roof;165-190 64 608.80;192-240 64 20,090.40;50-80 78 Door;168-190 78 54.60;196-240 78 2,184.00;50-80 92 Wall;163-190 92 174.57;196-240 92 1,396.56",
        "columns guessed from where numbers end and names begin"
    )]
    [InlineData(
        "50-95 50 Description;165-180 50 Qty;235-275 50 Amount;50-95 67 Maintenance;98-108 67 of;50-72 78 pump;170-180 78 18;231-275 78 3,659.40;50-80 95 Paint;170-180 95 35;227-275 95 23,168.60;50-95 112 Replacement;98-108 112 of;50-72 123 bearing;170-180 123 19;227-275 123 14,297.69",
        "rows guessed from the white between lines"
    )]
    [InlineData(
        "50-70 50 Item;75-120 50 Description;165-180 50 Qty;235-275 50 Amount;75-120 67 Maintenance;50-72 78 X828;75-95 78 pump;170-180 78 18;231-275 78 3,659.40;50-72 95 B409;75-100 95 Paint;170-180 95 35;227-275 95 23,168.60;75-120 112 Replacement;123-133 112 of;50-72 123 B122;75-110 123 bearing;170-180 123 19;227-275 123 14,297.69",
        "rows guessed from the white between lines; columns guessed from where numbers end and names begin"
    )]
    public void A_table_says_what_of_it_is_a_guess(string drawn, string? expected) =>
        Blocks(drawn).Single(block => block.Type == BlockType.Table).Traits?.Note.ShouldBe(expected);

    [Theory]
    [InlineData(
        "52",
        "64",
        "76",
        "88",
        "not in a table:|Nordwind\nKern\nDockweg\nKiel/Number|RE-17/Date|04.03.2026/Due|03.04.2026/Customer|20417"
    )]
    [InlineData("50", "67", "84", "101", "Nordwind|Number|RE-17/Kern|Date|04.03.2026/Dockweg|Due|03.04.2026/Kiel|Customer|20417")]
    public void Lines_beside_a_table_that_are_not_on_its_base_lines_are_none_of_its_cells(
        string first,
        string second,
        string third,
        string fourth,
        string expected
    ) =>
        Rows(
                $"50-95 {first} Nordwind;50-80 {second} Kern;50-90 {third} Dockweg;50-75 {fourth} Kiel;300-340 50 Number;420-450 50 RE-17;300-340 67 Date;400-450 67 04.03.2026;300-340 84 Due;400-450 84 03.04.2026;300-340 101 Customer;420-450 101 20417"
            )
            .ShouldBe(expected);

    private static string Rows(string drawn) =>
        string.Join(
            '/',
            Blocks(drawn)
                .Where(block => block.Type != BlockType.Table)
                .Select(block =>
                    string.Join('|', block.Cells.Count > 0 ? block.Cells.Select(cell => cell.Text) : ["not in a table:", block.Text])
                )
        );

    // A line for each row, as poppler gives what stands close.
    private static List<Block> Blocks(string drawn)
    {
        var words = drawn
            .Split(';')
            .Select(word => word.Split(' ', 3))
            .Select(word => (At: word[0].Split('-'), Top: int.Parse(word[1], CultureInfo.InvariantCulture), Text: word[2]));
        var lines = words
            .GroupBy(word => word.Top)
            .Select(line =>
                $"<line>{string.Concat(line.Select(word => $"<word xMin=\"{word.At[0]}\" yMin=\"{word.Top}\" xMax=\"{word.At[1]}\" yMax=\"{word.Top + 11}\">{word.Text}</word>"))}</line>"
            );
        using var source = new MemoryStream(
            Encoding.UTF8.GetBytes(
                $"<doc><page width=\"600\" height=\"800\"><flow><block>{string.Concat(lines)}</block></flow></page></doc>"
            )
        );
        return [.. new PdfParser().Parse(source, null, ParseBudget.Default).Single().Blocks];
    }
}
