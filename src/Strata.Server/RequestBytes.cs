using Strata.Parsing.Reading;

namespace Strata.Server;

/// <summary>The caller broke off the request's body or sent an unreadable one; the work ends as cancelled, not as failed.</summary>
internal sealed class RequestAbortedException(IOException why) : OperationCanceledException("The body of the request was broken off.", why)
{
    /// <summary>The refusal to answer with; null if the connection is gone.</summary>
    public BadHttpRequestException? Refusal => InnerException as BadHttpRequestException;
}

/// <summary>Bytes of a request, stored as they are.</summary>
/// <param name="told">Called with a read error; may throw what it means.</param>
internal sealed class RequestBytes(Stream content, Action<Exception> told) : ForwardOnlyStream
{
    /// <summary>Returns the body of a request; reading throws <see cref="RequestAbortedException"/> if it ends early.</summary>
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

    /// <summary>Returns one file of a multipart body; a body that ends within it is the caller's error.</summary>
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
