using Bolt.Testing.Shop;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Testing.Tests;

/// <summary>The shop with what its test has to say of it.</summary>
public sealed class ShopFactory : IDisposable
{
    private readonly WebApplicationFactory<Handshake> _factory = new();

    public ShopFactory() => App = _factory.WithBolt(Configure);

    public WebApplicationFactory<Handshake> App { get; }

    public static void Configure(BoltTestOptions options)
    {
        options.UserId = "grace";
        options.Values[@"/other/codes/{code:regex(^[A-Z]{{2}}-\d$)}"] = "AB-1";
        options.Satisfy<OfficeHours>(static services => services.GetRequiredService<Door>().IsOpen = true);
        options.SignIn<Handshake>(static (request, who) => request.Headers.Add("X-Word", who.Permissions.Count == 0 ? "guest" : Handshake.Word));
    }

    public void Dispose()
    {
        App.Dispose();
        _factory.Dispose();
    }
}
