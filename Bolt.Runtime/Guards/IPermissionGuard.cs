using System.Collections.Generic;

namespace Bolt;

/// <summary>
/// A guard that asks for permissions and says which, for descriptions of the API and for tests. It decides nothing: what the guard lets pass is what it evaluates. Implement it on a guard of your own that asks
/// for permissions, as Bolt's do.
/// </summary>
public interface IPermissionGuard
{
    /// <summary>The permissions' names, compared ordinally. With none, nobody passes.</summary>
    IReadOnlyList<string> Permissions { get; }

    /// <summary>True where the caller needs all of them, false where one is enough.</summary>
    bool RequiresAll { get; }
}
