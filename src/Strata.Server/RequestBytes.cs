using Strata.Parsing.Reading;

namespace Strata.Server;

/// <summary>
/// The caller broke the body of the request off, or sent one that can't be received: what the store does with it ends like any work that
/// nobody waits for any more, and is no failure of ours.
/// </summary>
internal sealed class RequestAbortedException(IOException why) : OperationCanceledException("The body of the request was broken off.", why)
{
    /// <summary>What the caller can still be told; null where the connection is gone.</summary>
    public BadHttpRequestException? Refusal => InnerException as BadHttpRequestException;
}

/// <summary>Bytes that a caller sends, which go into the store as they are.</summary>
/// <param name="told">Of what went wrong when it was read; throws what that means, if anything in particular.</param>
internal sealed class RequestBytes(Stream content, Action<Exception> told) : ForwardOnlyStream
{
    /// <summary>The body of a request. Reading it throws <see cref="RequestAbortedException"/> where it ends too early.</summary>
    public static RequestBytes Of(HttpRequest request) =>
        new(
            request.Body,
            e =>
            {
                if (e is IOException reset)
                {
                    throw new RequestAbortedException(reset); // a connection that was reset, and what Kestrel says of a body that ends too early
                }
            }
        );

    /// <summary>One file of a multipart body. That the body ends within it is the caller's error, not a failure of ours.</summary>
    public static RequestBytes OfPart(Stream part) =>
        new(
            part,
            e =>
            {
                if (e is IOException or InvalidDataException)
                {
                    throw CutOff(e);
                }
            }
        );

    public static StrataException CutOff(Exception e) => new(ErrorCode.InvalidContent, "The multipart body is cut off or malformed.", e);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await content.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception e)
        {
            told(e);
            throw;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Bodies are read asynchronously.");
}
