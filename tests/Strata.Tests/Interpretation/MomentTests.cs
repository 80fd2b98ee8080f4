namespace Strata.Tests.Interpretation;

/// <summary>When invitations say that something begins and ends.</summary>
public class MomentTests
{
    [Theory]
    [InlineData("Saturday 13 June 2026, 2:30pm to 5:00pm", "2026-06-13T14:30:00", "2026-06-13T17:00:00")]
    [InlineData("Samstag, 13. Juni 2026, 14:30 bis 17:00 Uhr", "2026-06-13T14:30:00", "2026-06-13T17:00:00")]
    public void Line_of_a_day_and_two_times_says_when_what_stands_above_it_is_and_where_below(string when, string start, string end)
    {
        var values = Read($"Rehearsal\n\nDear all, we need one more.\n\nFull choir\n{when}\nQuay Hall, Falmouth\n\nBring a pencil.");
        (values["title"], values["start"], values["end"], values["location"]).ShouldBe(
            ("\"Full choir\"", $"\"{start}\"", $"\"{end}\"", "\"Quay Hall, Falmouth\"")
        );
        new TextSource($"Rehearsal\n\nFull choir\n{when}\nQuay Hall\n\nMen\n{when}\nQuay Hall")
            .ReadAll()
            .ShouldNotContain(f => f.Schema.EntityType == "event");
    }

    [Fact]
    public void Evidence_of_a_date_and_the_time_beside_it_holds_both()
    {
        var (_, finding) = new TextSource(
            "Meeting\n\nTitle: Budget\nDate: 9 July 2026\nTime: 2:00 – 3:30 PM\nLocation: Room 4\nOrganizer: Ann Lee"
        ).Read();
        var start = finding.Fields.Single(f => f.Name == "start");
        (start.Json, start.Raw).ShouldBe(("\"2026-07-09T14:00:00\"", "9 July 2026\nTime: 2:00"));
        finding.Fields.Single(f => f.Name == "end").Json.ShouldBe("\"2026-07-09T15:30:00\"");
    }

    private static Dictionary<string, string> Read(string text) => TextSource.Values(new TextSource(text).Read().Finding);
}
