namespace Strata.Tests.Interpretation;

/// <summary>What calendar programs export as tables.</summary>
public sealed class EventExportTests
{
    private const string Header = "Subject,Start Date,Start Time,End Date,End Time,All day event,Location\n";

    [Fact]
    public void A_date_and_a_time_in_columns_of_their_own_are_one_moment()
    {
        var (_, findings) = ExportTests.Read(
            Header
                + "Standup,5/13/2026,9:00:00 AM,5/13/2026,9:15:00 PM,False,Room 1\nReview,5/14/2026,09:00,5/14/2026,10:30,False,Room 2\n",
            null
        );

        findings
            .Select(f => (f.Schema.EntityType, Value(f, "start"), Value(f, "end")))
            .ShouldBe([
                ("event", "\"2026-05-13T09:00:00\"", "\"2026-05-13T21:15:00\""),
                ("event", "\"2026-05-14T09:00:00\"", "\"2026-05-14T10:30:00\""),
            ]);
        findings.SelectMany(f => f.Fragments).ShouldBeEmpty();
        findings[0]
            .Fields.Single(f => f.Name == "end")
            .ShouldSatisfyAllConditions(f => f.Raw.ShouldBe("5/13/2026"), f => f.Elsewhere?.Raw.ShouldBe("9:15:00 PM"));
    }

    [Fact]
    public void Midnight_is_no_time_and_what_is_none_stays_a_question()
    {
        var (_, findings) = ExportTests.Read(
            Header + "Fair,5/13/2026,12:00:00 AM,5/15/2026,00:00,True,Hall\nTalk,5/14/2026,soon,5/14/2026,,False,Room\n",
            null
        );

        findings
            .Select(f => (Value(f, "start"), Value(f, "end")))
            .ShouldBe([("\"2026-05-13\"", "\"2026-05-15\""), ("\"2026-05-14\"", "\"2026-05-14\"")]);
        findings[0].Fragments.ShouldAllBe(f => f.IsAside && f.Reason.StartsWith("midnight"));
        findings[1]
            .Fragments.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(f => f.Raw.ShouldBe("soon"), f => f.IsAside.ShouldBeFalse());
    }

    private static string? Value(Finding finding, string name) => finding.Fields.FirstOrDefault(f => f.Name == name)?.Json;
}
