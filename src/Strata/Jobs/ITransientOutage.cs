namespace Strata.Jobs;

/// <summary>
/// Marks exceptions that say that something is away which all work needs, through no fault of the work: a job is put off, however often.
/// </summary>
internal interface ITransientOutage;
