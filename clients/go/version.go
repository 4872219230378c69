package isnad

// Version is the version of this client. Servers see it in the user agent, "isnad-go/" and the version.
const Version = "0.2.0"
