using System.Collections.Generic;
using System.Reflection;

namespace Bolt;

/// <summary>What one guard of a route asks: facts for descriptions of the API and for tests.</summary>
public sealed class BoltGuardInfo
{
    internal BoltGuardInfo(string name, object? guard)
    {
        Name = name;
        if (guard is null)
        {
            Kind = BoltGuardKind.AllowAny;
            return;
        }

        var identity = guard.GetType().GetCustomAttribute<RequiresIdentityAttribute>(inherit: true);
        NeedsIdentity = identity is not null;
        RedirectsToLogin = guard.GetType().IsDefined(typeof(RedirectsToLoginAttribute), inherit: true);
        if (guard is IPermissionGuard asked)
        {
            (Kind, Permissions, RequiresAll) = (BoltGuardKind.Permissions, asked.Permissions, asked.RequiresAll);
        }
        else if (identity is { IdentityOnly: true })
        {
            Kind = BoltGuardKind.Identity;
        }
    }

    /// <summary>As in <see cref="IBoltSecurityMetadata.Guards"/>: <c>HasPermission("blog.add_article")</c>.</summary>
    public string Name { get; }

    /// <summary>What it asks.</summary>
    public BoltGuardKind Kind { get; }

    /// <summary>The permissions it asks for; empty where it asks for none, and for a guard of the application's own that does not implement <see cref="IPermissionGuard"/>.</summary>
    public IReadOnlyList<string> Permissions { get; } = [];

    /// <summary>The caller needs all of <see cref="Permissions"/>; otherwise one is enough.</summary>
    public bool RequiresAll { get; }

    /// <summary>It never lets an anonymous caller pass, as <see cref="RequiresIdentityAttribute"/> says.</summary>
    public bool NeedsIdentity { get; }

    /// <summary>It sends visitors of pages to a login page, as <see cref="RedirectsToLoginAttribute"/> says.</summary>
    public bool RedirectsToLogin { get; }

    /// <summary><see cref="Name"/>.</summary>
    public override string ToString() => Name;
}
