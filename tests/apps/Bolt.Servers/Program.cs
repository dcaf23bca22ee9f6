// Two servers in one program: published natively each would take as long as both, for what they have in common. Each maps its own routes and knows nothing of the other.
var server = Environment.GetEnvironmentVariable("BOLT_SERVER");
if (server == typeof(Bolt.Sessions.Server.Program).Namespace)
{
    Bolt.Sessions.Server.Program.Run(args);
}
else if (server == typeof(Bolt.Behavior.Server.Program).Namespace)
{
    Bolt.Behavior.Server.Program.Run(args);
}
else
{
    throw new InvalidOperationException($"BOLT_SERVER is '{server}', and names no server.");
}
