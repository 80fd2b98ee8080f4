using Strata.Testing;

namespace Strata.Scenarios;

/// <summary>What recurs is on the timeline each time, without exceptions, and moved occurrences only where they are.</summary>
public sealed class RecurringTests
{
    private const string Calendar = """
        BEGIN:VCALENDAR
        VERSION:2.0
        BEGIN:VEVENT
        UID:choir@example.org
        SUMMARY:Choir
        DTSTART;TZID=Europe/Lisbon:20261020T193000
        DTEND;TZID=Europe/Lisbon:20261020T210000
        RRULE:FREQ=WEEKLY;COUNT=6
        EXDATE;TZID=Europe/Lisbon:20261103T193000
        END:VEVENT
        BEGIN:VEVENT
        UID:choir@example.org
        RECURRENCE-ID;TZID=Europe/Lisbon:20261110T193000
        SUMMARY:Choir in the chapel
        DTSTART;TZID=Europe/Lisbon:20261111T190000
        DTEND;TZID=Europe/Lisbon:20261111T203000
        END:VEVENT
        BEGIN:VEVENT
        UID:rent@example.org
        SUMMARY:Rent
        DTSTART;VALUE=DATE:20200131
        RRULE:FREQ=MONTHLY;BYMONTHDAY=-1
        END:VEVENT
        END:VCALENDAR
        """;

    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData, Trait("req", "N-134")]
    public async Task Occurrences_are_on_the_timeline_now_and_as_of_then_a_page_at_a_time(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.IngestAsync("choir.ics", Calendar);
        await store.Bob.StoreAsync("event", """{"external_id":"b","title":"Bob's","start":"2026-10-27","recurrence":"FREQ=DAILY"}""");
        string[] starts =
        [
            "2026-10-20T19:30:00+01:00 False",
            "2026-10-27T19:30:00+00:00 True",
            "2026-10-31 True",
            "2026-11-11T19:00:00+00:00 False",
            "2026-11-17T19:30:00+00:00 True",
            "2026-11-24T19:30:00+00:00 True",
            "2026-11-30 True",
        ];

        (await StartsAsync(store.Alice, new() { From = "2026-10-01", To = "2026-12-15" }, ReadAt.Now)).ShouldBe(starts);

        var known = await store.Alice.Entities.ListTimelineAsync(new() { From = "2026-10-01", To = "2026-12-15" }, ReadAt.Now, None);
        var then = new ReadAt(KnownAt: known.ReadAt.ShouldNotBeNull().KnownAt.ToString(CultureInfo.InvariantCulture));
        await store.Alice.StoreAsync(
            "event",
            """{"external_id":"choir@example.org/20261117T193000","title":"Choir, late","start":"2026-11-17T20:30:00+00:00"}"""
        );
        (
            await StartsAsync(
                store.Alice,
                new()
                {
                    From = "2026-10-01",
                    To = "2026-12-15",
                    Limit = 2,
                },
                then
            )
        ).ShouldBe(starts);
        (
            await StartsAsync(
                store.Alice,
                new()
                {
                    From = "2026-11-12",
                    To = "2026-11-18",
                    Limit = 1,
                },
                ReadAt.Now
            )
        ).ShouldBe(["2026-11-17T20:30:00+00:00 False"]);
    }

    [Theory, DatabaseData]
    public async Task Occurrences_without_an_end_stop_a_year_after_the_start_of_the_query(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.IngestAsync("choir.ics", Calendar);
        var query = new TimelineQuery { From = "2090-01-01" };

        var rents = await StartsAsync(store.Alice, query, ReadAt.Now);

        rents.Count.ShouldBe(12);
        rents[^1].ShouldBe("2090-12-31 True");
        var event1 = (await store.Alice.ListAsync("event")).Single(e => e.Title == "Rent");
        (await StartsAsync(store.Alice, query with { EntityId = event1.EntityId }, ReadAt.Now)).ShouldBe(rents);
    }

    private static async Task<IReadOnlyList<string>> StartsAsync(IStrata strata, TimelineQuery query, ReadAt at)
    {
        var starts = new List<string>();
        string? cursor = null;
        do
        {
            var page = await strata.Entities.ListTimelineAsync(query with { Cursor = cursor }, at, None);
            starts.AddRange(page.Items.Where(e => e.Field == "start").Select(e => $"{e.At} {e.Recurs == true}"));
            cursor = page.NextCursor;
        } while (cursor is not null);
        return starts;
    }
}
