using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Strata.Jobs;

/// <summary>Metrics of the queue, in the meter <c>Strata.Jobs</c>.</summary>
internal sealed class JobMeters : IDisposable
{
    public const string Name = "Strata.Jobs";
    private static readonly string[] States =
    [
        .. new[] { JobState.Ready, JobState.Running, JobState.Waiting, JobState.Dead }.Select(s => s.Name()),
    ];
    private static readonly JobErrorClass[] Classes = [.. Enum.GetValues<JobErrorClass>().Where(c => c != JobErrorClass.Cancelled)];

    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _attempts;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _stepFailures;
    private readonly Histogram<double> _duration;
    private volatile IReadOnlyList<JobCount> _counts = [];
    private volatile IReadOnlyList<string> _kinds = [];

    public JobMeters()
    {
        _attempts = _meter.CreateCounter<long>("strata.jobs.attempts", "{attempt}", "Attempts begun, by kind");
        _failures = _meter.CreateCounter<long>(
            "strata.jobs.failures",
            "{failure}",
            "Attempts that failed, by kind and class (retry, retry_after, cut, postponed, fatal, lease)"
        );
        _stepFailures = _meter.CreateCounter<long>(
            "strata.jobs.step_failures",
            "{failure}",
            "Times that a worker's own step (recovery, claiming, settling) failed, by step"
        );
        _duration = _meter.CreateHistogram<double>("strata.jobs.duration", "s", "How long attempts took, by kind");
        _meter.CreateObservableGauge("strata.jobs.depth", () => Observe(c => c.Jobs), "{job}", "Jobs in the queue, by kind and state");
        _meter.CreateObservableGauge(
            "strata.jobs.oldest_age",
            () => Observe(c => c.OldestAge),
            "s",
            "Age of the oldest job that is ready or due, by kind and state"
        );
        _meter.CreateObservableGauge(
            "strata.jobs.over_lease",
            () => Observe(c => c.OverLease),
            "{job}",
            "Running jobs whose worker gave no sign of life in time, by kind"
        );
    }

    /// <summary>Initialises the counters to 0 for every kind; the gauges follow once the queue has been counted.</summary>
    public void Appear(IEnumerable<string> kinds)
    {
        _kinds = [.. kinds];
        foreach (var kind in _kinds)
        {
            _attempts.Add(0, new KeyValuePair<string, object?>("kind", kind));
            foreach (var failure in Classes)
            {
                _failures.Add(0, new TagList { { "kind", kind }, { "class", failure.Name() } });
            }
        }
    }

    /// <summary>Initialises the steps' counter to 0.</summary>
    public void AppearSteps(IEnumerable<string> steps)
    {
        foreach (var step in steps)
        {
            _stepFailures.Add(0, new KeyValuePair<string, object?>("step", step));
        }
    }

    public void StepFailed(string step) => _stepFailures.Add(1, new KeyValuePair<string, object?>("step", step));

    public void Began(string kind) => _attempts.Add(1, new KeyValuePair<string, object?>("kind", kind));

    public void Ended(string kind, JobOutcome outcome, TimeSpan took)
    {
        _duration.Record(took.TotalSeconds, new KeyValuePair<string, object?>("kind", kind));
        var failure = outcome switch
        {
            JobOutcome.Retry => JobErrorClass.Retry,
            JobOutcome.RetryAfter => JobErrorClass.RetryAfter,
            JobOutcome.Cut => JobErrorClass.Cut,
            JobOutcome.Postponed => JobErrorClass.Postponed,
            JobOutcome.Fatal => JobErrorClass.Fatal,
            _ => (JobErrorClass?)null,
        };
        if (failure is { } failed)
        {
            Failed(kind, failed);
        }
    }

    public void Failed(string kind, JobErrorClass failure) =>
        _failures.Add(1, new TagList { { "kind", kind }, { "class", failure.Name() } });

    /// <summary>
    /// Stores the counts. A known kind's states without jobs are reported as 0, so that alerts and dashboards can tell them from a process
    /// that reports nothing.
    /// </summary>
    public void Counted(IReadOnlyList<JobCount> counts)
    {
        var there = counts.Select(c => (c.Kind, c.State)).ToHashSet();
        _counts =
        [
            .. counts,
            .. _kinds
                .SelectMany(kind => States.Select(state => (kind, state)))
                .Where(k => !there.Contains(k))
                .Select(k => new JobCount(k.kind, k.state, 0, 0, 0)),
        ];
    }

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<double>> Observe(Func<JobCount, double> number) =>
        _counts.Select(c => new Measurement<double>(number(c), new("kind", c.Kind), new("state", c.State)));
}

/// <param name="OldestAge">Seconds; 0 if no job could have started yet.</param>
internal sealed record JobCount(string Kind, string State, double Jobs, double OldestAge, double OverLease);
