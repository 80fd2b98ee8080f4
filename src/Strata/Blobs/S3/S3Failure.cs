using System.Net.Sockets;
using Amazon.Runtime;

namespace Strata.Blobs.S3;

/// <summary>
/// Recognises exceptions of a failing store: error answers, refused or broken connections, and HttpClient's ArgumentOutOfRangeException for
/// an invalid status line (<c>HttpConnection.ParseStatusLine</c>), where others are an HttpRequestException.
/// </summary>
internal static class S3Failure
{
    public static bool IsOne(Exception e) =>
        e
            is AmazonServiceException
                or AmazonClientException
                or HttpRequestException
                or ArgumentOutOfRangeException
                or IOException
                or SocketException
                or TimeoutException;

    public static string Text(Exception e) =>
        e switch
        {
            AmazonServiceException { ErrorCode: { Length: > 0 } code } known => $"{(int)known.StatusCode} {code}",
            AmazonServiceException { InnerException: { } inner } => inner.GetBaseException().Message,
            _ => e.GetBaseException().Message,
        };
}
