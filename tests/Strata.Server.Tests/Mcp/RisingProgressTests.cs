using Strata.Server.Mcp;

namespace Strata.Server.Tests.Mcp;

public sealed class RisingProgressTests
{
    [Fact]
    public void Stages_that_start_over_go_on_from_where_the_one_before_ended() =>
        Told([
                new("blobs", 5, 10, null),
                new("blobs", 10, 10, null),
                new("entities", 2, 10, null),
                new("entities", 10, 10, null),
                new("rest", 1, null, null),
            ])
            .ShouldBe([(5, 10), (10, 10), (12, 20), (20, 20), (21, null)]);

    [Fact]
    public void Bytes_of_one_measure_are_counted_on_and_other_units_told_beside_them()
    {
        var told = Told([
            new("store", 100, 200, Progress.Bytes),
            new("ocr", 1, 3, "pages"),
            new("parse", 150, 200, Progress.Bytes),
            new("interpret", 150, 200, Progress.Bytes),
        ]);

        told.Length.ShouldBe(3);
        (told[0], told[2]).ShouldBe(((100, 200), (150, 200)));
        told[1].Item1.ShouldBeInRange(100, 101);
        told[1].Item2.ShouldBeNull();
    }

    private static (float, float?)[] Told(Progress[] steps)
    {
        var rising = new RisingProgress();
        return [.. steps.Select(rising.Next).OfType<ModelContextProtocol.ProgressNotificationValue>().Select(v => (v.Progress, v.Total))];
    }
}
