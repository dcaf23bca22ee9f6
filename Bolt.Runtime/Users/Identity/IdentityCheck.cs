using System.Collections.Generic;
using Bolt.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Users.Identity;

/// <summary>Identity itself is the application's to add.</summary>
internal sealed class IdentityCheck<TUser>(IServiceProviderIsService services) : IStartCheck
    where TUser : class
{
    public IEnumerable<string> Problems() => services.IsService(typeof(UserManager<TUser>))
        ? []
        : [$"AddIdentityUsers<{TypeName.InCode(typeof(TUser))}>() needs a UserManager<{TypeName.InCode(typeof(TUser))}>: call services.AddIdentityCore<{TypeName.InCode(typeof(TUser))}>() and add its store."];
}
