using System.Security.Claims;
using FastEndpoints;

namespace Servers;

public sealed class MeEndpoint : EndpointWithoutRequest<Me>
{
    public override void Configure() => Get("/me");

    public override Task HandleAsync(CancellationToken ct) => Send.OkAsync(new Me(User.FindFirstValue("sub")!), ct);
}
