using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.SignalR;

namespace Bolt.Integration.Tests;

/// <summary>A controller that knows nothing of Bolt but the schemes' names.</summary>
[ApiController]
[Route("mvc")]
public sealed class MvcController : ControllerBase
{
    [HttpGet("jwt")]
    [Authorize(AuthenticationSchemes = "jwt")]
    public string Jwt() => $"{User.FindFirst("sub")?.Value} {User.Identity?.AuthenticationType}";

    [HttpGet("both")]
    [Authorize(AuthenticationSchemes = "jwt,api_key")]
    public string Both() => $"{User.FindFirst("sub")?.Value} {User.Identity?.AuthenticationType}";

    [HttpGet("default")]
    [Authorize]
    public string Default() => $"{User.FindFirst("sub")?.Value} {User.Identity?.AuthenticationType}";

    [HttpGet("reader")]
    [Authorize("reader")]
    public string Reader() => "reader";

    [HttpGet("silent")]
    public string Silent() => "silent";
}

[Authorize(AuthenticationSchemes = "jwt")]
public sealed class WhoHub : Hub
{
    public string Who() => Context.User?.FindFirst("sub")?.Value ?? "nobody";
}
