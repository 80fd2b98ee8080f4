namespace Strata.Operations;

/// <summary>Runs operations for one user: in an open store, or on a remote server.</summary>
public interface IOperations
{
    /// <exception cref="StrataException">The operation refuses, with an <see cref="ErrorCode"/>.</exception>
    Task<TResult> InvokeAsync<TRequest, TResult>(
        Operation<TRequest, TResult> operation,
        TRequest request,
        IProgress<Progress>? progress,
        CancellationToken ct
    )
        where TRequest : notnull
        where TResult : notnull;
}
