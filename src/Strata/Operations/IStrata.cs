namespace Strata.Operations;

/// <summary>
/// Everything that one user can do: operations, by area (<c>strata.Entities.GetAsync</c>). An open store implements it, and so does the
/// client of a remote server (<c>strata --server</c>).
/// </summary>
public interface IStrata
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
