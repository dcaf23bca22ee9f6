using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Runtime.Tests;

/// <summary>Which backend a call means that names none, on a route without one.</summary>
public sealed class SessionChoiceTests
{
    [Fact]
    public void Only_one_is_the_one_whatever_its_type()
    {
        using var services = Services(static b => b.AddSessions<ShopSession>());
        var http = new DefaultHttpContext { RequestServices = services };
        Assert.Same(http.GetBoltSession<ShopSession>(), http.GetBoltSession());
    }

    [Fact]
    public void SessionAuthentication_is_the_one_of_several()
    {
        using var services = Services(static b => b.AddSessions<ShopSession>().AddSessions().AddSessions<DeskSession>());
        var http = new DefaultHttpContext { RequestServices = services };
        Assert.Same(http.GetBoltSession<SessionAuthentication>(), http.GetBoltSession());
        Assert.NotSame(http.GetBoltSession<ShopSession>(), http.GetBoltSession());
        Assert.NotSame(http.GetBoltSession<ShopSession>(), http.GetBoltSession<DeskSession>());
    }

    [Fact]
    public void Several_of_which_none_is_that_have_to_be_named()
    {
        using var services = Services(static b => b.AddSessions<ShopSession>().AddSessions<DeskSession>());
        var http = new DefaultHttpContext { RequestServices = services };
        Assert.Contains("name one", Assert.Throws<InvalidOperationException>(() => http.GetBoltSession()).Message, StringComparison.Ordinal);
        Assert.NotNull(http.GetBoltSession<DeskSession>());
        Assert.Contains("AddSessions<SessionAuthentication>", Assert.Throws<InvalidOperationException>(() => http.GetBoltSession<SessionAuthentication>()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void None_is_said_with_the_call_to_add_it()
    {
        using var services = Services(static _ => { });
        var http = new DefaultHttpContext { RequestServices = services };
        Assert.Contains("AddBolt().AddSessions()", Assert.Throws<InvalidOperationException>(() => http.GetBoltSession()).Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Services(Action<BoltBuilder> add)
    {
        var services = new ServiceCollection();
        add(services.AddBolt());
        return services.BuildServiceProvider();
    }

    private sealed class ShopSession : SessionAuthentication;

    private sealed class DeskSession : SessionAuthentication;
}
