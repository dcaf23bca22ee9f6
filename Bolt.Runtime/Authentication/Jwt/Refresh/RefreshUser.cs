using System.Collections.Generic;

namespace Bolt.Authentication.Jwt.Refresh;

/// <summary>A user at this moment.</summary>
internal sealed record RefreshUser(IBoltUser User, Dictionary<string, object?> Claims);
