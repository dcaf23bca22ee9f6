using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace Bolt.Behavior.Server;

/// <summary>A hub that knows nothing of Bolt but a scheme's name.</summary>
[Authorize(AuthenticationSchemes = "jwt")]
internal sealed class WhoHub : Hub
{
    public string Who() => Context.User?.FindFirst("sub")?.Value ?? "nobody";
}
