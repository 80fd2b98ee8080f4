using Strata.Review.Calibrating;

namespace Strata.Review;

/// <summary>What a confidence has meant so far.</summary>
public sealed class CalibrationTests
{
    [Fact]
    public void A_known_curve_is_found_again_within_its_intervals()
    {
        var random = new Random(7);
        var outcomes = Enumerable
            .Range(0, 20_000)
            .Select(_ => random.Next(50, 100) / 100.0)
            .Select(c => new Outcome(c, random.NextDouble() < Truth(c) ? 1 : 0, 1));

        var curve = IsotonicCurve.Of(outcomes);

        curve.Count.ShouldBe(20_000);
        double[] asked = [.. Enumerable.Range(50, 50).Select(c => c / 100.0)];
        asked.Select(c => curve.At(c).Share).ShouldBeInOrder();
        asked.Max(c => Math.Abs(curve.At(c).Share - Truth(c))).ShouldBeLessThan(0.06);
        asked.Count(c => curve.At(c) is var (_, low, high) && low <= Truth(c) && Truth(c) <= high).ShouldBeGreaterThan(40);

        static double Truth(double confidence) => 0.2 + (0.7 * (confidence - 0.5) / 0.5);
    }

    [Fact]
    public void Violators_are_pooled_and_few_are_counted_together()
    {
        var curve = IsotonicCurve.Of([new(0.5, 60, 100), new(0.6, 40, 100), new(0.9, 90, 100), new(0.95, 5, 5)]);

        curve.At(0.5).Share.ShouldBe(0.5);
        curve.At(0.6).Share.ShouldBe(0.5);
        curve.At(0.1).Share.ShouldBe(0.5);
        curve.At(0.95).Share.ShouldBe(95 / 105.0);
        var (_, low, high) = curve.At(0.5);
        (Math.Round(low, 3), Math.Round(high, 3)).ShouldBe((0.431, 0.569)); // of 100 of 200, by Wilson's formula
    }

    [Fact]
    public void The_narrowest_scope_with_200_decisions_counts()
    {
        List<(string, string, Outcome)> outcomes = [("a", "x", new(0.9, 150, 199))];
        new Calibration(outcomes).Of("a", "x", 0.9).ShouldBeNull();

        outcomes.Add(("a", "y", new(0.9, 0, 1)));
        new Calibration(outcomes).Of("a", "x", 0.9).ShouldBe(new(0.75, 0.6857, 0.8049, CalibrationScope.Schema, 200));
        new Calibration(outcomes).Of("b", "x", 0.9)!.On.ShouldBe(CalibrationScope.All);

        outcomes.Add(("a", "x", new(0.9, 1, 1)));
        new Calibration(outcomes).Of("a", "x", 0.9)!.On.ShouldBe(CalibrationScope.Field);
        new Calibration(outcomes).Of("a", "y", 0.9)!.On.ShouldBe(CalibrationScope.Schema);
    }
}
