using Strata.Operations;

namespace Strata.Events;

/// <summary>What changes of a user, as it happens: one stream over ledger, runs, jobs and uploads.</summary>
public static partial class EventsModule
{
    extension(IStrata strata)
    {
        /// <inheritdoc cref="EventsModule"/>
        public EventsArea Events => new(strata);
    }
}

/// <inheritdoc cref="EventsModule"/>
public readonly partial record struct EventsArea(IStrata Strata);
