using Strata.Parsing;
using Strata.Parsing.Markdown;

namespace Strata.Tests.Interpretation;

/// <summary>Check boxes are tasks.</summary>
public class CheckboxTests
{
    [Fact]
    public void Each_check_box_is_a_task_with_its_own_dates()
    {
        var tasks = Tasks(
            "# Move\n\n- [ ] Call the landlord, due 2026-03-05\n- [x] Cancel the gas (closed at 2026-02-01)\n- [ ] Pack\n  - [ ] Boxes 2026-03-09\n"
        );
        tasks.Select(t => t["title"]).ShouldBe(["\"Call the landlord\"", "\"Cancel the gas\"", "\"Pack\"", "\"Boxes\""]);
        tasks.Select(t => t["done"]).ShouldBe(["false", "true", "false", "false"]);
        tasks.Select(t => t.GetValueOrDefault("due_date")).ShouldBe(["\"2026-03-05\"", null, null, "\"2026-03-09\""]);
        tasks[1]["completed_at"].ShouldBe("\"2026-02-01\"");
    }

    [Fact]
    public void Date_in_the_title_of_a_done_task_is_nothing_to_be_due() =>
        Tasks("- [x] Read the letter of 2026-02-01\n- [x] Answer it\n")[0].Keys.ShouldBe(["title", "done"], ignoreOrder: true);

    [Fact]
    public void Text_around_check_boxes_is_a_note_still()
    {
        var findings = Read("# Move\n\nWe move in spring, when the house is painted.\n\n- [ ] Call the landlord\n");
        findings.Select(f => f.Schema.EntityType).ShouldBe(["note", "task"]);
    }

    private static List<Dictionary<string, string>> Tasks(string markdown) =>
        [.. Read(markdown).Where(f => f.Schema.EntityType == "task").Select(TextSource.Values)];

    private static IReadOnlyList<Finding> Read(string markdown)
    {
        var bytes = Encoding.UTF8.GetBytes(markdown);
        using var stream = new MemoryStream(bytes);
        var document = new MarkdownParser().Parse(stream, "x.md", ParseBudget.Default).ShouldHaveSingleItem();
        string Slice(ByteRange range) => Encoding.UTF8.GetString(bytes, (int)range.Start, (int)range.Length);
        var session = Rules.RulesInterpreter.Start(TextSource.Seeds, InterpretationOptions.Default, document, "x.md", Slice);
        Finding[] findings = [.. session.Interpret(document.Blocks)];
        findings.SelectMany(f => f.Fields).Where(f => Slice(f.Range) != f.Raw).ShouldBeEmpty();
        return findings;
    }
}
