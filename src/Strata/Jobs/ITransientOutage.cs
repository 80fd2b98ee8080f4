namespace Strata.Jobs;

/// <summary>
/// Marks exceptions for an outage of something that all work needs, through no fault of the work: the job is postponed, however often.
/// </summary>
internal interface ITransientOutage;
