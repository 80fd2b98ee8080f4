using Strata.Rules.Confidence;
using Strata.Testing.Papers;

namespace Strata.Tests.Interpretation;

/// <summary>
/// Confidence of values on papers against labelled papers (<see cref="PaperSet"/>). Bounds are those of docs/benchmarks.md, rounded: a change of
/// the rules that moves them wants a new fit (<c>bench calibration fit</c>), and one that changes the papers a new untouched half.
/// </summary>
public sealed class CalibrationTests(ITestOutputHelper output)
{
    private static readonly Lazy<IReadOnlyList<StatedValue>> Tuning = new(() => PaperValues.Of(PaperSet.Tuning));
    private static readonly Lazy<IReadOnlyList<StatedValue>> Untouched = new(() => PaperValues.Of(PaperSet.Untouched));

    [Fact]
    public void Confidence_of_the_papers_it_was_fitted_to_is_the_share_that_is_right() => Hold(Tuning.Value, error: 0.05, area: 0.90);

    /// <summary>The first and only look at this half gave an error of .012 and an area of .843.</summary>
    [Fact]
    public void Confidence_of_untouched_papers_is_the_share_that_is_right() => Hold(Untouched.Value, error: 0.05, area: 0.80);

    [Fact]
    public void Points_are_those_of_the_fit()
    {
        var fit = PointFit.Of(Tuning.Value, Calibration.Penalty, Calibration.Least);

        fit.Base.ShouldBe(SignalPoints.Base);
        fit.BySignal.OrderBy(s => s.Key, StringComparer.Ordinal).ShouldBe(SignalPoints.All.OrderBy(s => s.Key, StringComparer.Ordinal));
    }

    /// <summary>So that nobody can tell from the fit what it learned by heart: every layout judged by a fit to others.</summary>
    [Fact]
    public void Layouts_that_the_fit_has_not_seen_are_judged_well()
    {
        var found = Calibration.CrossValidated(Tuning.Value, Calibration.Penalty, Calibration.Least);

        found.CalibrationError.ShouldBeLessThanOrEqualTo(0.03);
        found.Auroc.ShouldBeGreaterThanOrEqualTo(0.86);
    }

    [Fact]
    public void Confidence_depends_on_the_points()
    {
        ValueConfidence.Of([]).Confidence.ShouldBe(0.971);
        ValueConfidence.Of(["doubtful"]).Confidence.ShouldBeLessThan(0.971);
        ValueConfidence.Of(["a signal that nobody knows"]).Confidence.ShouldBe(0.971);
    }

    private void Hold(IReadOnlyList<StatedValue> values, double error, double area)
    {
        var found = Reliability.Of([.. values.Select(value => (value.Field.Assessment.ShouldNotBeNull().Confidence, value.IsRight))]);
        output.WriteLine(
            $"{found.Values} values, {found.Right:.000} right, error {found.CalibrationError:.000}, AUROC {found.Auroc:.000}\n"
                + string.Join('\n', found.Table())
        );
        found.Values.ShouldBeGreaterThan(3_000);
        found.CalibrationError.ShouldBeLessThanOrEqualTo(error);
        found.Auroc.ShouldBeGreaterThanOrEqualTo(area);
    }
}
