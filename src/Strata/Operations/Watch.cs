namespace Strata.Operations;

/// <summary>States of something as the result of an operation, which doors stream: the current one, each change, the final one.</summary>
public sealed record Watch(IAsyncEnumerable<IWatchedState> States);

/// <summary>One state of what is watched.</summary>
public interface IWatchedState
{
    /// <summary>Differs between any two states that differ; a stream resumes after it.</summary>
    string Version { get; }

    /// <summary>Whether no other state follows.</summary>
    bool IsFinal { get; }

    /// <summary>The state as progress, for callers that wait for the final one.</summary>
    Progress Progress { get; }

    /// <summary>Name of the server-sent event.</summary>
    string EventName => IsFinal ? "end" : "state";

    /// <summary>False: only keeps a connection open. Null: it is news if its version is.</summary>
    bool? IsNews => null;
}
