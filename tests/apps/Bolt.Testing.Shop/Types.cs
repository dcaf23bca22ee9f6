using Bolt;

namespace Bolt.Testing.Shop;

public sealed class PartnerJwt : JwtAuthentication;

/// <summary>Takes anyone who says the word; guests may do nothing.</summary>
public sealed class Handshake : IAuthenticationBackend
{
    public const string Word = "swordfish";

    public string Name => "Handshake";

    public ValueTask<AuthenticationOutcome> AuthenticateAsync(HttpContext http) => new(
        http.Request.Headers["X-Word"] is not { Count: > 0 } word ? AuthenticationOutcome.NoCredentials
        : word == Word ? AuthenticationOutcome.Success(new AuthContext("anyone", Name) { Permissions = ["orders.read"] })
        : word == "guest" ? AuthenticationOutcome.Success(new AuthContext("anyone", Name))
        : AuthenticationOutcome.Failed("another word"));
}

public sealed class Door
{
    public bool IsOpen { get; set; }
}

public sealed class OfficeHours : Guard
{
    public override GuardResult Evaluate(GuardContext context) => context.Services.GetRequiredService<Door>().IsOpen ? GuardResult.Allow : GuardResult.Forbidden("closed");
}

public sealed record Customer(string Id, bool IsStaff, PermissionSet Permissions) : IBoltUser, IUserPermissions
{
    public string Username => Id;

    public bool IsSuperuser => false;
}

/// <summary>Ada is a customer, Grace is staff, and there is nobody else.</summary>
public sealed class Customers : IUserLoader<Customer>
{
    public ValueTask<Customer?> FindAsync(string userId, CancellationToken cancellationToken) => new(userId switch
    {
        "ada" => new Customer("ada", false, ["orders.read"]),
        "grace" => new Customer("grace", true, ["orders.read", "orders.write"]),
        _ => null,
    });
}
