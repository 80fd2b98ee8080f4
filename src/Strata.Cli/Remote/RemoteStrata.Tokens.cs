namespace Strata.Cli.Remote;

internal sealed partial class RemoteStrata
{
    public Task<Page<UserToken>> ListTokensAsync(PageRequest page, CancellationToken ct) =>
        GetAsync<Page<UserToken>>(new Query($"tokens").With(page), ct);

    public Task<NewToken> AddTokenAsync(TokenRequest request, CancellationToken ct) =>
        PostAsync<NewToken>(new Query($"tokens"), Body(request), null, ct);

    public Task<NewToken> RotateTokenAsync(string tokenId, RotateTokenRequest request, CancellationToken ct) =>
        PostAsync<NewToken>(new Query($"tokens/{tokenId}/rotate"), Body(request), null, ct);

    public Task<UserToken> RevokeTokenAsync(string tokenId, CancellationToken ct) =>
        SendAsync<UserToken>(new HttpRequestMessage(HttpMethod.Delete, new Query($"tokens/{tokenId}").ToString()), ct);
}
