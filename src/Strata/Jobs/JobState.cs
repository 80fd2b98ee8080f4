namespace Strata.Jobs;

/// <summary>Where a job stands. The first three are rows of <c>jobs</c>, the others of <c>job_archive</c>.</summary>
internal enum JobState
{
    Ready,
    Running,

    /// <summary>For its time: scheduled for later, or to be tried again.</summary>
    Waiting,
    Done,

    /// <summary>Given up after its last attempt or a fatal error; kept whole, can be retried.</summary>
    Dead,
    Cancelled,
}
